package org.meshtrio.checkjava;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * A service as many people have it: it makes two calls before its response, and one in an
 * {@code @Async} method after it.
 */
@SpringBootApplication
@EnableAsync
@Import({ Items.class, Later.class })
@RestController
public class CartService {

	private final Items items;

	private final Later later;

	CartService(Items items, Later later) {
		this.items = items;
		this.later = later;
	}

	/**
	 * Starts the service.
	 * @param args Spring Boot's arguments
	 */
	public static void main(String[] args) {
		SpringApplication.run(CartService.class, args);
	}

	@RequestMapping("/cart")
	String cart() {
		this.items.call("/items");
		this.items.call("/prices");
		this.later.call("/mail");
		return "{}";
	}

}
