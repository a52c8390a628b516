package org.meshtrio.bench;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WrkTest {

	@Test
	void everyErrorCounts() {
		assertThat(Wrk.read("""
				Running 8s test @ http://127.0.0.1:37080/
				  1 threads and 64 connections
				  Thread Stats   Avg      Stdev     Max   +/- Stdev
				    Latency    47.40ms   17.06ms 123.17ms   69.00%
				    Req/Sec     1.33k   210.49     1.88k    68.75%
				  Latency Distribution
				     50%  900.00us
				     75%   57.62ms
				     90%   70.88ms
				     99%    1.10s
				  10713 requests in 8.09s, 15.96MB read
				  Socket errors: connect 1, read 2, write 3, timeout 4
				  Non-2xx or 3xx responses: 5
				Requests/sec:   1323.71
				Transfer/sec:      1.97MB
				""")).isEqualTo(new Wrk(10713, 1323.71, 0.9, 1100, 15));
	}

}
