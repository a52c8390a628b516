/**
 * What the tests on the mesh share. {@link org.meshtrio.meshtest.support.OnMesh} gives a
 * test its {@link org.meshtrio.meshtest.support.Mesh}.
 */
@NullMarked
package org.meshtrio.meshtest.support;

import org.jspecify.annotations.NullMarked;
