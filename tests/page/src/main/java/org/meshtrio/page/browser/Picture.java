package org.meshtrio.page.browser;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

import javax.imageio.ImageIO;

/** A screenshot as a file. */
final class Picture {

	/** The screenshots are a result of the build. */
	private static final Path SHOTS = Path.of("target", "screenshots");

	/** Those of the documentation. */
	private static final Path IMAGES = Path.of(System.getProperty("trio.home", "."), "docs", "images");

	private static final int COLORS = 256;

	private Picture() {
	}

	static void keep(String name, byte[] png) throws IOException {
		write(SHOTS, name, png);
	}

	/** {@code -Dtrio.images.keep=true} replaces the picture of the documentation. */
	static void keepForDocs(String name, byte[] png) throws IOException {
		byte[] small = small(png);
		write(SHOTS, name, small);
		if (Boolean.getBoolean("trio.images.keep")) {
			write(IMAGES, name, small);
		}
	}

	private static void write(Path folder, String name, byte[] png) throws IOException {
		Files.createDirectories(folder);
		Files.write(folder.resolve(name + ".png"), png);
	}

	/**
	 * Makes a screenshot small enough for the repository: with the 256 colors that it has
	 * most of. The page has few colors; the others are shades at the edges of its
	 * letters.
	 */
	private static byte[] small(byte[] png) throws IOException {
		BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
		int width = image.getWidth();
		int height = image.getHeight();
		int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
		int[] palette = palette(pixels);
		Map<Integer, Integer> places = new HashMap<>();
		int[] indexes = Arrays.stream(pixels)
			.map((pixel) -> places.computeIfAbsent(pixel, (color) -> nearest(color, palette)))
			.toArray();
		BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED,
				new IndexColorModel(8, palette.length, palette, 0, false, -1, DataBuffer.TYPE_BYTE));
		small.getRaster().setPixels(0, 0, width, height, indexes);
		ByteArrayOutputStream result = new ByteArrayOutputStream();
		ImageIO.write(small, "png", result);
		return result.toByteArray();
	}

	private static int[] palette(int[] pixels) {
		return Arrays.stream(pixels)
			.boxed()
			.collect(Collectors.groupingBy((pixel) -> pixel, Collectors.counting()))
			.entrySet()
			.stream()
			.sorted(Map.Entry.<Integer, Long>comparingByValue(Comparator.reverseOrder())
				.thenComparing(Map.Entry.comparingByKey()))
			.limit(COLORS)
			.mapToInt(Map.Entry::getKey)
			.toArray();
	}

	private static int nearest(int color, int[] palette) {
		int nearest = 0;
		for (int i = 1; i < palette.length; i++) {
			if (distance(color, palette[i]) < distance(color, palette[nearest])) {
				nearest = i;
			}
		}
		return nearest;
	}

	private static int distance(int one, int other) {
		int distance = 0;
		for (int shift = 0; shift <= 16; shift += 8) {
			int difference = ((one >> shift) & 0xff) - ((other >> shift) & 0xff);
			distance += difference * difference;
		}
		return distance;
	}

}
