package org.meshtrio.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.meshtrio.page.browser.Browser;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * 50 requests a second for an hour: the tab's memory stays flat, and the page takes less
 * than a tenth of a core. What Chromium takes for the same requests without a page isn't
 * the page's: it is measured before and after the hour, and taken off. Runs only with
 * {@code -Dtrio.page.minutes=60}, or with fewer minutes.
 */
@InBrowser
@EnabledIfSystemProperty(named = "trio.page.minutes", matches = "[1-9][0-9]*", disabledReason = "it takes an hour")
class LongRunPageTest {

	private static final int MINUTES = Integer.getInteger("trio.page.minutes", 0);

	private static final Path PROC = Path.of("/proc");

	/** Linux counts the time of a process in hundredths of a second. */
	private static final double TICKS = 100;

	/** What differs between two looks although nothing grows. */
	private static final double SPREAD_MB = 2;

	private final Stage stage;

	LongRunPageTest(Stage stage) {
		this.stage = stage;
	}

	/**
	 * What the tab has used at a time: its JavaScript, its process, and all of Chromium.
	 */
	private record Sample(double minute, long sent, double heapMb, long nodes, double rssMb, double cpuSeconds,
			double allCpuSeconds) {

		/** The share of a core that was used since an earlier time. */
		private double cores(Sample before, ToDoubleFunction<Sample> cpu) {
			return (cpu.applyAsDouble(this) - cpu.applyAsDouble(before)) / ((this.minute - before.minute) * 60);
		}

	}

	@Test
	@Timeout(value = 4, unit = TimeUnit.HOURS)
	void memoryIsFlatAndATenthOfACoreIsEnough() throws Exception {
		List<Sample> samples = new ArrayList<>();
		double bare;
		Set<Long> others = chromium(Set.of());
		try (Browser browser = Browser.startToMeasure()) {
			browser.command("Performance.enable", Map.of());
			browser.open(this.stage.service0().url() + "#rate=50&over=600");
			long tab = tabAmong(browser, chromium(others));
			double bareBefore = bareRequests(browser, tab);
			System.out.println("minute  requests  heap MB  nodes  tab MB  tab % of a core  all of Chromium %");
			browser.press(" ");
			long start = System.nanoTime();
			for (int minute = 0; minute <= MINUTES; minute++) {
				pauseUntil(start + TimeUnit.MINUTES.toNanos(minute));
				samples.add(sample(browser, start, tab, chromium(others)));
				print(samples);
			}
			assertThat(browser.count("#grid .error")).as("errors among the last requests").isZero();
			browser.press(" ");
			browser.untilText("#run", "Start");
			bare = (bareBefore + bareRequests(browser, tab)) / 2;
		}
		check(samples, bare);
	}

	/**
	 * The share of a core that Chromium itself takes for as many requests, whose answers
	 * nobody looks at.
	 */
	private static double bareRequests(Browser browser, long tab) throws Exception {
		browser.run("window.bare = setInterval(async () => (await fetch(location.pathname,"
				+ " { headers: { accept: 'application/json' }, cache: 'no-store' })).text(), 1000 / 50)");
		long start = System.nanoTime();
		double before = cpuSeconds(tab);
		pauseUntil(start + TimeUnit.MINUTES.toNanos(1));
		double share = (cpuSeconds(tab) - before) / ((System.nanoTime() - start) / 1e9);
		browser.run("clearInterval(window.bare)");
		System.out.printf(Locale.ROOT, "50 requests a second without the page take %.1f %% of a core%n", 100 * share);
		return share;
	}

	private static void pauseUntil(long time) throws InterruptedException {
		TimeUnit.NANOSECONDS.sleep(time - System.nanoTime());
	}

	/**
	 * The first minute isn't measured: the tab fills its grid, and compiles its script.
	 */
	private static void check(List<Sample> samples, double bare) {
		Sample first = samples.get(Math.min(1, samples.size() - 2));
		Sample last = samples.get(samples.size() - 1);
		double rate = (last.sent() - first.sent()) / ((last.minute() - first.minute()) * 60);
		assertThat(rate).as("requests a second").isGreaterThan(45);
		assertThat(last.cores(first, Sample::cpuSeconds) - bare)
			.as("share of a core that the page takes, beside %s for its requests", bare)
			.isLessThan(0.1);
		// Of an hour: the minutes 5 to 15, and 50 to 60.
		int part = Math.max(1, samples.size() / 6);
		int begin = samples.size() / 12 + 1;
		for (ToDoubleFunction<Sample> memory : List.<ToDoubleFunction<Sample>>of(Sample::heapMb, Sample::rssMb)) {
			double early = median(samples.subList(begin, begin + part), memory);
			double late = median(samples.subList(samples.size() - part, samples.size()), memory);
			assertThat(late).as("MB of memory at the end, with %s at the beginning", early)
				.isLessThan(1.1 * early + SPREAD_MB);
		}
	}

	private static double median(List<Sample> samples, ToDoubleFunction<Sample> value) {
		double[] sorted = samples.stream().mapToDouble(value).sorted().toArray();
		return sorted[sorted.length / 2];
	}

	private static void print(List<Sample> samples) {
		Sample last = samples.get(samples.size() - 1);
		Sample before = samples.get(Math.max(0, samples.size() - 2));
		boolean one = samples.size() == 1;
		System.out.printf(Locale.ROOT, "%6.1f  %8d  %7.1f  %5d  %6.0f  %15.1f  %17.1f%n", last.minute(), last.sent(),
				last.heapMb(), last.nodes(), last.rssMb(), one ? 0 : 100 * last.cores(before, Sample::cpuSeconds),
				one ? 0 : 100 * last.cores(before, Sample::allCpuSeconds));
	}

	@SuppressWarnings("unchecked")
	private static Sample sample(Browser browser, long start, long tab, Set<Long> processes) throws IOException {
		browser.command("HeapProfiler.collectGarbage", Map.of());
		Map<String, Double> metrics = new HashMap<>();
		for (Map<String, Object> metric : (List<Map<String, Object>>) browser
			.command("Performance.getMetrics", Map.of())
			.get("metrics")) {
			metrics.put((String) metric.get("name"), ((Number) metric.get("value")).doubleValue());
		}
		double minute = Duration.ofNanos(System.nanoTime() - start).toMillis() / 60_000.0;
		double all = 0;
		for (long process : processes) {
			all += cpuSeconds(process);
		}
		return new Sample(minute, sent(browser), metrics.get("JSHeapUsedSize") / 1e6, metrics.get("Nodes").longValue(),
				rssMb(tab), cpuSeconds(tab), all);
	}

	/** The page numbers its requests. */
	private static long sent(Browser browser) {
		return ((Number) browser.run("return Math.max(0, ...[...document.querySelectorAll('#grid .square:enabled')]"
				+ ".map((one) => one.seq + 1))"))
			.longValue();
	}

	private static Set<Long> chromium(Set<Long> without) {
		return ProcessHandle.current()
			.descendants()
			.map(ProcessHandle::pid)
			.filter((process) -> commandLine(process).contains("chromium") && !without.contains(process))
			.collect(Collectors.toSet());
	}

	/** The process of the tab: the one that a script in the page keeps busy. */
	private static long tabAmong(Browser browser, Set<Long> processes) throws IOException {
		Map<Long, Double> before = new HashMap<>();
		for (long process : processes) {
			before.put(process, cpuSeconds(process));
		}
		browser.run("const end = performance.now() + 1000; while (performance.now() < end) { }");
		long tab = 0;
		double most = 0;
		for (long process : processes) {
			double took = cpuSeconds(process) - before.get(process);
			if (took > most && commandLine(process).contains("--type=renderer")) {
				most = took;
				tab = process;
			}
		}
		return tab;
	}

	private static String commandLine(long process) {
		try {
			return Files.readString(PROC.resolve(process + "/cmdline"));
		}
		catch (IOException ex) {
			// It has ended.
			return "";
		}
	}

	private static double cpuSeconds(long process) throws IOException {
		// After the name, which can have spaces: the state is the third field, the times
		// are the 14th and 15th.
		String stat = Files.readString(PROC.resolve(process + "/stat"));
		String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
		return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
	}

	private static double rssMb(long process) throws IOException {
		String line = Files.readAllLines(PROC.resolve(process + "/status"))
			.stream()
			.filter((one) -> one.startsWith("VmRSS:"))
			.findFirst()
			.orElseThrow();
		return Long.parseLong(line.replaceAll("\\D", "")) / 1000.0;
	}

}
