package org.meshtrio.labs;

/**
 * Requests with, without and with wrong tokens.
 */
final class Jwt implements Lab {

	@Override
	public void run(Steps steps) throws LabException {
		steps.expect("pieces of a token", 3, steps.run("key").text().split("\\.").length);
		steps.run("authentication");
		steps.until("forged", "401", (output) -> output.text().equals("401"));
		steps.expect("expired, good, none", "401 200 200", codes(steps.run("believed")));
		steps.run("required");
		steps.until("without", "403", (output) -> output.text().equals("403"));
		steps.expect("a user, a user for admins, an admin", "200 403 200", codes(steps.run("groups")));
		steps.expect("through service1, which forwards no token", "403", codes(steps.run("lost")));
		steps.run("courier");
		steps.until("forwarded", "200", (output) -> output.text().equals("200"));
		steps.expect("without a token through the courier", "403", codes(steps.run("anonymous")));
	}

	private static String codes(Output output) {
		return output.text().replace('\n', ' ');
	}

}
