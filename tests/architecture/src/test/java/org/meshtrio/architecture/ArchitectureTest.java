package org.meshtrio.architecture;

import java.nio.file.Path;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which code may use which. A failure names each use that breaks a rule, with its file
 * and line. The classes are read as they were compiled, so the rules don't see the use of
 * a constant that the compiler copies.
 */
class ArchitectureTest {

	private static JavaClasses classes;

	@BeforeAll
	static void readTheClassesOfEveryModule() {
		for (Path module : Modules.main()) {
			assertThat(classesOf(module)).as("%s isn't compiled: build it first", module).isDirectory();
		}
		classes = new ClassFileImporter()
			.importPaths(Modules.main().stream().map(ArchitectureTest::classesOf).toList());
	}

	private static Path classesOf(Path module) {
		return module.resolve("target/classes");
	}

	@Test
	void modulesAreUsedInOneDirection() {
		check(layeredArchitecture().consideringOnlyDependenciesInLayers()
			.layer("services")
			.definedBy("org.meshtrio.service*..")
			.layer("hop")
			.definedBy("org.meshtrio.hop..")
			.layer("propagation")
			.definedBy("org.meshtrio.propagation..")
			.layer("model")
			.definedBy("org.meshtrio.answer..", "org.meshtrio.headers..", "org.meshtrio.tracecontext..")
			.layer("cli")
			.definedBy("org.meshtrio.cli..")
			.layer("course")
			.definedBy("org.meshtrio.course..")
			.layer("mesh")
			.definedBy("org.meshtrio.mesh..")
			.layer("check")
			.definedBy("org.meshtrio.check..")
			.layer("junit")
			.definedBy("org.meshtrio.junit..")
			.layer("trace")
			.definedBy("org.meshtrio.trace..")
			.layer("image")
			.definedBy("org.meshtrio.image..")
			.whereLayer("services")
			.mayOnlyAccessLayers("hop", "propagation", "model")
			.whereLayer("hop")
			.mayOnlyAccessLayers("propagation", "model")
			.whereLayer("propagation")
			.mayOnlyAccessLayers("model")
			.whereLayer("model")
			.mayNotAccessAnyLayer()
			.whereLayer("cli")
			.mayOnlyAccessLayers("course", "mesh", "check", "trace", "model")
			.whereLayer("course")
			.mayOnlyAccessLayers("mesh", "trace", "model")
			.whereLayer("mesh")
			.mayOnlyAccessLayers("trace", "model")
			.whereLayer("junit")
			.mayOnlyAccessLayers("check", "trace", "model")
			.whereLayer("check")
			.mayOnlyAccessLayers("trace", "model")
			.whereLayer("trace")
			.mayOnlyAccessLayers("model")
			.whereLayer("image")
			.mayNotAccessAnyLayer()
			.ensureAllClassesAreContainedInArchitecture()
			.because("a reader of a module needs only the modules below it: services, hop, propagation, model, and"
					+ " next to them cli, course, mesh, junit, check, trace, model, and image by itself"));
	}

	@Test
	void theModelAndTheToolsDontUseSpring() {
		check(noClasses().that()
			.resideOutsideOfPackages("org.meshtrio.service*..", "org.meshtrio.hop..", "org.meshtrio.propagation..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("org.springframework..")
			.because("./trio starts in a fraction of a second, and the tools look at the services from outside"));
	}

	@Test
	void noPackagesUseEachOther() {
		check(slices().assignedFrom(new EachPackage())
			.should()
			.beFreeOfCycles()
			.because("packages in a cycle can only be understood together; move what they share to the one that is"
					+ " used"));
	}

	@Test
	void theStarterKnowsNothingOfTheDemo() {
		check(noClasses().that()
			.resideInAPackage("org.meshtrio.propagation..")
			.should()
			.dependOnClassesThat(resideInAnyPackage("org.meshtrio.hop..", "org.meshtrio.service*..")
				.or(resideInAPackage("org.meshtrio.answer..")
					.and(name("org.meshtrio.answer.Credentials").negate().forSubtype())))
			.because("any application can use the starter; of the demo's answer it knows only which headers hold"
					+ " credentials"));
	}

	@Test
	void anApplicationUsesOnlyTheFrontOfTheStarter() {
		check(noClasses().that()
			.resideOutsideOfPackage("org.meshtrio.propagation..")
			.should()
			.dependOnClassesThat(resideInAPackage("org.meshtrio.propagation..")
				.and(resideInAPackage("org.meshtrio.propagation").negate())
				.and(name("org.meshtrio.propagation.settings.InvalidSettingException").negate().forSubtype()))
			.because("what an application may use is in org.meshtrio.propagation; the packages in it can change at any"
					+ " time"));
	}

	@Test
	void factsDontKnowTheirPresentation() {
		check(noClasses().that()
			.resideInAnyPackage("org.meshtrio.trace..", "org.meshtrio.check..", "org.meshtrio.mesh..",
					"org.meshtrio.answer..", "org.meshtrio.tracecontext..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("picocli..", "org.meshtrio.cli..")
			.because("text, JSON and tests each make their own of the same facts"));
		check(noClasses().that()
			.resideInAnyPackage("org.meshtrio.trace.model..", "org.meshtrio.trace.diagnosis..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.meshtrio.trace.text..", "org.meshtrio.trace.report..")
			.because("a diagnosis has hops and headers, and only org.meshtrio.trace.report makes sentences and JSON of"
					+ " them"));
		check(noClasses().that()
			.resideInAnyPackage("org.meshtrio.check.rule..", "org.meshtrio.check.probe..",
					"org.meshtrio.check.capture..", "org.meshtrio.check.verdict..", "org.meshtrio.check.cases..",
					"org.meshtrio.check.run..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("org.meshtrio.check.report..")
			.because("a rule finds facts, and only org.meshtrio.check.report makes sentences of them"));
		check(noClasses().that()
			.resideInAnyPackage("org.meshtrio.trace.store..", "org.meshtrio.trace.request..",
					"org.meshtrio.trace.check..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("org.meshtrio.trace.report..")
			.because("what asks for spans and answers doesn't know how they are shown"));
	}

	private static void check(ArchRule rule) {
		rule.check(classes);
	}

	/** Each package by itself: one that holds others isn't the same as they are. */
	private static final class EachPackage implements SliceAssignment {

		@Override
		public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
			return SliceIdentifier.of(javaClass.getPackageName());
		}

		@Override
		public String getDescription() {
			return "packages";
		}

	}

}
