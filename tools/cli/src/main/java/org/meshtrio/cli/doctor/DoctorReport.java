package org.meshtrio.cli.doctor;

import java.util.List;

import org.meshtrio.mesh.doctor.Finding;

/**
 * What {@code trio doctor --json} prints; its help describes it.
 *
 * @param verdict {@code healthy}, {@code found} or {@code unknown}
 * @param sentence the verdict and its reason
 * @param findings what is wrong
 * @param analyze the errors and warnings of {@code istioctl analyze}
 */
record DoctorReport(String verdict, String sentence, List<Finding> findings, List<String> analyze) {

}
