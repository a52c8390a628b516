package org.meshtrio.mesh.doctor;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class AnalysisTest {

	@Test
	void showsErrorsAndWarningsButWhatIsSaidOfEveryEnvoyFilter() {
		assertThat(Analysis.messages(JsonMapper.shared()
			.readTree(
					"""
							[{"code": "IST0102", "level": "Info", "message": "not injected", "origin": "Namespace shop"},
							 {"code": "IST0133", "level": "Warning", "message": "internal", "origin": "EnvoyFilter istio-system/x"},
							 {"code": "IST0151", "level": "Warning", "message": "relative", "origin": "EnvoyFilter istio-system/x"},
							 {"code": "IST0101", "level": "Error", "message": "no such gateway", "origin": "VirtualService trio/trio"}]
							""")))
			.containsExactly("Error IST0101 (VirtualService trio/trio): no such gateway");
	}

}
