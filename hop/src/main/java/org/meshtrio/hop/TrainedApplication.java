package org.meshtrio.hop;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/**
 * A service of the chain without a place in it. The build of the images starts it to make
 * the AOT cache. The services share the cache, so it can't know the class of one of them.
 */
@EnableAutoConfiguration
@Import(HopConfiguration.class)
class TrainedApplication {

}
