// The same cart, which copies the trace headers by hand, to two calls. With FAULT=variable, it keeps them in a variable of the
// module, which another request overwrites while this one waits for the first call.
const { AsyncLocalStorage } = require('node:async_hooks');
const express = require('express');

const NAMES = ['traceparent', 'tracestate', 'baggage', 'b3', 'x-b3-traceid', 'x-b3-spanid', 'x-b3-parentspanid',
	'x-b3-sampled', 'x-b3-flags', 'x-request-id'];

const storage = new AsyncLocalStorage();
let latest;

const app = express();

app.use((request, response, next) => {
	latest = Object.fromEntries(NAMES.filter((name) => request.headers[name]).map((name) => [name, request.headers[name]]));
	storage.run(latest, next);
});

app.all('/cart', async (request, response) => {
	const items = await call('/items');
	const prices = await call('/prices');
	response.status(items.ok && prices.ok ? 200 : 502).json({ items: items.status, prices: prices.status });
});

function call(path) {
	return fetch(process.env.NEXT + path, { headers: process.env.FAULT === 'variable' ? latest : storage.getStore() });
}

app.listen(process.env.PORT, '127.0.0.1');
