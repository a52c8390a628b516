/**
 * Why a mesh shows no traces, or torn ones: what its configuration says, and what a
 * request with a known context leaves in the trace store.
 */
@NullMarked
package org.meshtrio.check.doctor;

import org.jspecify.annotations.NullMarked;
