package org.meshtrio.course.run;

/**
 * Is told of each step of a lab, for example to print it.
 */
public interface LabObserver {

	/**
	 * A block of the page is about to run. The lab waits until this method returns.
	 * @param name the block's name
	 * @param text the commands
	 */
	void step(String name, String text);

	/**
	 * A block printed a line.
	 * @param line the line, which may have control characters
	 */
	void printed(String line);

	/**
	 * A result was checked.
	 * @param what the subject
	 * @param expected the expected result
	 * @param observed the observed result
	 * @param met whether they fit
	 */
	void checked(String what, String expected, String observed, boolean met);

}
