// A cart that asks the next service for its items at each request, with express and Node's fetch. It forwards no header.
// PORT is its port, NEXT the URL of the next service.
const express = require('express');

const app = express();

app.all('/cart', async (request, response) => {
	const items = await fetch(`${process.env.NEXT}/items`);
	response.status(items.ok ? 200 : 502).json({ items: items.status });
});

app.listen(process.env.PORT, '127.0.0.1');
