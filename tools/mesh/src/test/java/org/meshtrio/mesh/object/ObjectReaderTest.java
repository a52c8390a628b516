package org.meshtrio.mesh.object;

import java.lang.reflect.RecordComponent;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshtrio.mesh.istio.DestinationRule;
import org.meshtrio.mesh.istio.Gateway;
import org.meshtrio.mesh.istio.MeshConfig;
import org.meshtrio.mesh.istio.Provider;
import org.meshtrio.mesh.istio.SecurityPolicy;
import org.meshtrio.mesh.istio.ServiceEntry;
import org.meshtrio.mesh.istio.Telemetry;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class ObjectReaderTest {

	@ParameterizedTest
	@ValueSource(classes = { AnyObject.class, Namespace.class, ConfigMap.class, Secret.class, Condition.class,
			Container.class, Container.Port.class, ContainerStatus.class, Pod.class, Deployment.class, Service.class,
			Service.Port.class, EndpointSlice.class, DestinationRule.class, DestinationRule.Spec.class,
			DestinationRule.TrafficPolicy.class, SecurityPolicy.class, SecurityPolicy.Spec.class, Gateway.class,
			ServiceEntry.class, Telemetry.class, Telemetry.Tracing.class, MeshConfig.class, Provider.class })
	void absentFieldsAreEmpty(Class<? extends Record> type) throws Exception {
		hasNoNull(read("{}", type));
	}

	@Test
	void unknownFieldsAreIgnored() {
		assertThat(read("{\"kind\": \"Pod\", \"metadata\": {\"name\": \"a\", \"uid\": \"1\"}}", Pod.class).metadata()
			.name()).isEqualTo("a");
	}

	@ParameterizedTest
	@CsvSource({ "1, 1, 1, 1, true", "1, 2, 1, 1, false", "1, 1, 2, 1, false", "1, 1, 1, 0, false" })
	void deploymentIsReadyWhenAllReplicasAreNewAndAvailable(int observed, int generation, int replicas, int available,
			boolean ready) {
		assertThat(read("""
				{"metadata": {"generation": %d}, "spec": {"replicas": 1},
				 "status": {"observedGeneration": %d, "updatedReplicas": 1, "replicas": %d, "availableReplicas": %d}}
				""".formatted(generation, observed, replicas, available), Deployment.class).isReady()).isEqualTo(ready);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "{} | true", "{\"conditions\": {}} | true",
			"{\"conditions\": {\"ready\": false}} | false", "{\"conditions\": {\"ready\": true}} | true" })
	void endpointIsReadyUnlessItSaysOtherwise(String endpoint, boolean ready) {
		assertThat(read("{\"endpoints\": [" + endpoint + "]}", EndpointSlice.class).hasReadyEndpoint())
			.isEqualTo(ready);
	}

	private static <T> T read(String json, Class<T> type) {
		return ObjectReader.read(JsonMapper.shared().readTree(json), type);
	}

	private static void hasNoNull(Object object) throws ReflectiveOperationException {
		for (RecordComponent component : object.getClass().getRecordComponents()) {
			Object value = component.getAccessor().invoke(object);
			if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
				assertThat(value).as("%s of %s", component.getName(), object.getClass()).isNotNull();
				if (value instanceof Record) {
					hasNoNull(value);
				}
			}
		}
	}

}
