package org.meshtrio.mesh.doctor.finding;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.meshtrio.answer.Hop;
import org.meshtrio.answer.Received;
import org.meshtrio.mesh.doctor.finding.UnseenProxy.SidecarObstacle;
import org.meshtrio.mesh.istio.PortProtocol;
import org.meshtrio.mesh.istio.Provider;
import org.meshtrio.mesh.istio.ProxyFormat;
import org.meshtrio.mesh.object.ObjectName;
import org.meshtrio.mesh.tracing.ProviderInUse;
import org.meshtrio.mesh.tracing.ServiceHost;
import org.meshtrio.mesh.tracing.TracingSource;
import org.meshtrio.trace.diagnosis.Break;
import org.meshtrio.trace.model.SamplingHeader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every finding in words, as {@code findings.txt} has it.
 */
class FindingTextTest {

	private static final Path KEPT = Path.of("src/test/resources/org/meshtrio/mesh/doctor/finding/findings.txt");

	private static final TracingSource TELEMETRY = new TracingSource("istio-system", "mesh-default", 0);

	private static final Provider OTEL = new Provider("otel",
			new Provider.Settings("collector.shop.svc.cluster.local", 4317, null, null, null), null, null, null);

	private static final List<ProviderInUse> IN_USE = List.of(new ProviderInUse(OTEL, 100, TELEMETRY),
			new ProviderInUse(OTEL, 10, TELEMETRY));

	private static final ServiceHost COLLECTOR = new ServiceHost("shop", "collector");

	private static final ServiceHost STORE = new ServiceHost("shop", "stock");

	private static final ObjectName RULE = new ObjectName("DestinationRule", "shop", "tls");

	private static final ObjectName POLICY = new ObjectName("AuthorizationPolicy", "shop", "deny");

	private static final Instance CART = new Instance("cart", "cart-1", "shop");

	private static final Instance STOCK = new Instance("stock", null, null);

	private static final Break BROKEN = new Break.NothingSent(hop("cart"), hop("stock"), List.of(), true);

	private static final List<Finding> FINDINGS = List.of(new NoSpans.NoSidecars("shop"),
			new NoSpans.NoWaypoint("shop", "waypoint"),
			new NoSpans.NoProvider(TracingSource.MESH_CONFIG, List.of("otel", "zipkin"), "istio-system"),
			new NoSpans.NoProvider(TELEMETRY, List.of(), "istio-system"),
			new NoSpans.UnusableProvider("tempo", TELEMETRY, false, List.of("otel", "zipkin")),
			new NoSpans.UnusableProvider("prom", TracingSource.MESH_CONFIG, true, List.of("otel")),
			new NoSpans.UnusableProvider("tempo", TELEMETRY, false, List.of()), new NoSpans.SpansDisabled(TELEMETRY),
			new NoSpans.UnknownHost(OTEL), new NoSpans.MissingService(OTEL, COLLECTOR),
			new NoSpans.WrongPort(OTEL, COLLECTOR, List.of(4318)),
			new NoSpans.WrongPort(OTEL, COLLECTOR, List.of(4318, 9411)),
			new NoSpans.NoReadyPod(OTEL, COLLECTOR, Map.of("app", "jaeger")),
			new NoSpans.NoneInStore("Jaeger", IN_USE, false), new NoSpans.NoneInStore("Jaeger", IN_USE, true),
			new NoSpans.ProxiesMissing(List.of("cart", "stock"), "Jaeger", IN_USE),
			new Sampling.LowSampling(0.5, false, TELEMETRY, "otel", "istio-system"),
			new Sampling.LowSampling(1, true, TracingSource.MESH_CONFIG, "otel", "istio-system"),
			new Sampling.RefusedByCaller(new SamplingHeader("x-b3-sampled", "0")),
			new Format.NotRead(BROKEN, CART, ProxyFormat.W3C, false),
			new Format.NotRead(BROKEN, STOCK, ProxyFormat.B3, true), new Format.NotReadByProxies(BROKEN, CART, STOCK),
			new Format.StaleContextFirst(CART, List.of("b3", "x-b3-traceid"), ProxyFormat.W3C, true),
			new Format.StaleContextUsed("cart", ProxyFormat.W3C), new Format.StaleContextUsed("cart", ProxyFormat.B3),
			new Forwarding.NotForwarded(BROKEN, CART, true), new Forwarding.NotForwarded(BROKEN, CART, false),
			new Forwarding.CallsInNewTrace("cart", List.of("stock", "price"), ProxyFormat.B3),
			new Forwarding.CallsInNewTrace("cart", List.of("stock"), null),
			new Reporting.HopNotReporting(CART, "Jaeger", "http://localhost:9411/api/v2/spans"),
			new Reporting.HopNotReporting(CART, "Jaeger", null), new Reporting.ParentsMissing("cart", "Jaeger"),
			new UnseenProxy.NoSidecar("stock", "stock-1", "shop", SidecarObstacle.REFUSED_BY_POD),
			new UnseenProxy.NoSidecar("stock", "stock-1", "shop", SidecarObstacle.HOST_NETWORK),
			new UnseenProxy.NoSidecar("stock", "stock-1", "shop", SidecarObstacle.NAMESPACE),
			new UnseenProxy.PortNotHttp("stock", STORE, 80, 1, new PortProtocol("tcp", "name: tcp"), ""),
			new UnseenProxy.PortNotHttp("stock", STORE, 80, 0, new PortProtocol("tcp", "appProtocol: tcp"), "cart"),
			new UnseenProxy.PortNotHttp("stock", STORE, 443, 0, new PortProtocol("https", "name: https"), ""),
			new UnseenProxy.PortExcluded("stock", "shop", 8080, "traffic.sidecar.istio.io/excludeInboundPorts", "8080"),
			new CollectorFault.MutualTlsToPlain(OTEL, COLLECTOR, RULE, "/spec/trafficPolicy/tls", false),
			new CollectorFault.MutualTlsToPlain(OTEL, COLLECTOR, RULE, "/spec/trafficPolicy/tls", true),
			new CollectorFault.PlainToStrict(OTEL, COLLECTOR, RULE, "/spec/trafficPolicy/portLevelSettings/0/tls",
					false, new ObjectName("PeerAuthentication", "shop", "strict")),
			new CollectorFault.NoneAllowed(OTEL, COLLECTOR, POLICY, 14317),
			new CollectorFault.OtherFormat(OTEL, COLLECTOR, "http-zipkin"),
			new CollectorFault.ReportsLost(OTEL, List.of("cart", "stock"), 0, 0, 4, List.of(RULE, POLICY)),
			new CollectorFault.ReportsLost(OTEL, List.of("cart"), 3, 2, 0, List.of()),
			new SomeProxies(List.of("cart", "stock"), new NoSpans.SpansDisabled(TELEMETRY)));

	@Test
	void everyFinding() throws Exception {
		String text = FINDINGS.stream().map(FindingTextTest::text).collect(Collectors.joining("\n"));
		if (Boolean.getBoolean("trio.golden.keep")) {
			Files.writeString(KEPT, text, StandardCharsets.UTF_8);
		}
		assertThat(text).isEqualToNormalizingNewlines(Files.readString(KEPT));
	}

	@Test
	void everyKindIsThere() {
		Set<Class<?>> all = new LinkedHashSet<>();
		collect(Finding.class, all);
		assertThat(FINDINGS.stream().<Class<?>>map(Finding::getClass).distinct())
			.containsExactlyInAnyOrderElementsOf(all);
	}

	@Test
	void textFromOutsideIsMadeSafe() {
		String bad = "\u001b[2Jcart\n";
		assertThat(Stream
			.of(new NoSpans.UnusableProvider(bad, TELEMETRY, false, List.of("otel")),
					new Sampling.RefusedByCaller(new SamplingHeader("b3", bad)),
					new Format.StaleContextUsed(bad, ProxyFormat.W3C),
					new Forwarding.CallsInNewTrace("cart", List.of(bad), null),
					new Reporting.HopNotReporting(new Instance(bad, bad, bad), "Jaeger", bad),
					new Reporting.ParentsMissing(bad, "Jaeger"),
					new UnseenProxy.PortNotHttp(bad, STORE, 80, 0, new PortProtocol("tcp", "name: tcp"), bad),
					new UnseenProxy.PortExcluded(bad, "shop", 80, "annotation", bad),
					new CollectorFault.OtherFormat(OTEL, COLLECTOR, bad))
			.map(FindingTextTest::text)).noneMatch((text) -> text.contains("\u001b"));
	}

	private static Hop hop(String service) {
		return new Hop(service, "v1", null, null, 200, "", new Received("GET", "/", Map.of()), null, null, null, 1,
				List.of());
	}

	private static void collect(Class<?> type, Set<Class<?>> records) {
		if (type.isRecord()) {
			records.add(type);
		}
		else {
			for (Class<?> permitted : Objects.requireNonNull(type.getPermittedSubclasses())) {
				collect(permitted, records);
			}
		}
	}

	private static String text(Finding finding) {
		FindingText text = FindingText.of(finding);
		return finding.cause() + " " + finding.kind() + "\n" + text.what() + "\n" + text.where() + "\n" + text.fix()
				+ "\n";
	}

}
