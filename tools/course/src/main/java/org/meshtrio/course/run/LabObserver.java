package org.meshtrio.course.run;

/**
 * Sees a lab happen.
 */
public interface LabObserver {

	/**
	 * A block of the page is about to run. Returning later pauses the lab.
	 * @param name the block's name
	 * @param text what is typed
	 */
	void step(String name, String text);

	/**
	 * A block printed a line.
	 * @param line the line
	 */
	void printed(String line);

	/**
	 * Something was expected, and something was observed.
	 * @param what what it is about
	 * @param expected what must be
	 * @param observed what is
	 * @param met whether that fits
	 */
	void checked(String what, String expected, String observed, boolean met);

}
