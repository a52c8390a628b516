package org.meshtrio.mesh.doctor;

/**
 * Something that is wrong, with what mends it.
 *
 * @param cause which of the causes it is
 * @param what what is wrong, one sentence without its full stop
 * @param where the object, namespace or pod that is to be changed
 * @param mend the change: a command, or what to write where
 */
public record Finding(Cause cause, String what, String where, String mend) {

}
