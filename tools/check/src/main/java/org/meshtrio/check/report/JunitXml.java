package org.meshtrio.check.report;

import java.io.StringWriter;
import java.net.URI;
import java.util.Map;

import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

import org.meshtrio.answer.Printable;
import org.meshtrio.check.rule.Level;
import org.meshtrio.check.rule.Rule;
import org.meshtrio.check.run.CheckResult;
import org.meshtrio.check.verdict.Verdict;

/**
 * A result in the format of JUnit's reports, which CI servers show: a test for each rule.
 */
public final class JunitXml {

	private JunitXml() {
	}

	/**
	 * The report.
	 * @param target the service
	 * @param result the result
	 * @param failing the lowest level whose failure counts; a failure below it is a
	 * skipped test
	 * @return the XML
	 */
	public static String of(URI target, CheckResult result, Level failing) {
		StringWriter text = new StringWriter();
		try {
			XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
			xml.writeStartDocument();
			xml.writeStartElement("testsuite");
			xml.writeAttribute("name", "trio check " + target);
			long failures = result.verdicts()
				.entrySet()
				.stream()
				.filter((entry) -> counts(entry.getKey(), entry.getValue(), failing))
				.count();
			long skipped = result.verdicts()
				.entrySet()
				.stream()
				.filter((entry) -> !(entry.getValue() instanceof Verdict.Passed)
						&& !counts(entry.getKey(), entry.getValue(), failing))
				.count();
			xml.writeAttribute("tests", String.valueOf(result.verdicts().size()));
			xml.writeAttribute("failures", String.valueOf(failures));
			xml.writeAttribute("skipped", String.valueOf(skipped));
			for (Map.Entry<Rule, Verdict> entry : result.verdicts().entrySet()) {
				test(xml, entry.getKey(), entry.getValue(), failing);
			}
			xml.writeEndElement();
			xml.writeEndDocument();
			xml.close();
		}
		catch (XMLStreamException ex) {
			throw new IllegalStateException(ex);
		}
		return text.append('\n').toString();
	}

	private static boolean counts(Rule rule, Verdict verdict, Level failing) {
		return verdict instanceof Verdict.Failed && rule.level().compareTo(failing) <= 0;
	}

	private static void test(XMLStreamWriter xml, Rule rule, Verdict verdict, Level failing) throws XMLStreamException {
		xml.writeStartElement("testcase");
		xml.writeAttribute("classname", "trio.check");
		xml.writeAttribute("name", rule.id());
		if (!(verdict instanceof Verdict.Passed)) {
			xml.writeStartElement(counts(rule, verdict, failing) ? "failure" : "skipped");
			xml.writeAttribute("message",
					Printable.line(VerdictText.name(verdict) + ": " + VerdictText.detail(verdict)));
			if (verdict instanceof Verdict.Failed) {
				xml.writeCharacters(Printable.line(rule.sentence()) + "\n" + String.join("\n", Fixes.of(rule.topic())));
			}
			xml.writeEndElement();
		}
		xml.writeEndElement();
	}

}
