package org.meshtrio.cli.options;

import picocli.CommandLine.IVersionProvider;

/**
 * The version of the build, for the option {@code --version}.
 */
public final class Version implements IVersionProvider {

	@Override
	public String[] getVersion() {
		String version = Version.class.getPackage().getImplementationVersion();
		return new String[] { "trio " + ((version != null) ? version : "(not packaged)") };
	}

}
