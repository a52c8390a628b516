/**
 * What the configuration of a mesh alone shows about its traces.
 */
@NullMarked
package org.meshtrio.mesh.doctor.config;

import org.jspecify.annotations.NullMarked;
