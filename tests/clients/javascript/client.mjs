// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// The official JavaScript client against a server: FOLDER FORMAT. FOLDER has its node_modules; the server is in the
// environment. Prints what it saw, one fact a line, as run.py expects it of each client.
import { createRequire } from 'node:module';

const [folder, format] = process.argv.slice(2);
const require = createRequire(`${folder}/`);
const { Centrifuge } = require(format === 'protobuf' ? 'centrifuge/build/protobuf' : 'centrifuge');
const { WS_URL, API_URL, API_KEY, TOKEN, CHANNEL } = process.env;

const encode = (value) => (format === 'protobuf' ? new TextEncoder().encode(JSON.stringify(value)) : value);
const decode = (data) => (format === 'protobuf' ? new TextDecoder().decode(data) : JSON.stringify(data));

async function callApi(method, params) {
    const response = await fetch(API_URL, {
        method: 'POST',
        headers: { 'X-API-Key': API_KEY },
        body: JSON.stringify({ method, params }),
    });
    const answer = await response.json();
    if (answer.error) {
        throw new Error(`${method}: ${answer.error.message}`);
    }
}

function next(emitter, event) {
    return new Promise((resolve) => emitter.once(event, resolve));
}

const client = new Centrifuge(WS_URL, { websocket: require('ws'), token: TOKEN });
const subscription = client.newSubscription(CHANNEL);

const connected = next(client, 'connected');
let subscribed = next(subscription, 'subscribed');
subscription.subscribe();
client.connect();
await connected;
console.log('connected');
let context = await subscribed;
console.log(`subscribed recoverable ${context.recoverable} positioned ${context.positioned}`);

let publication = next(subscription, 'publication');
await subscription.publish(encode({ n: 1 }));
context = await publication;
console.log(`publication ${decode(context.data)} of ${context.info.user}`);
console.log(`history ${(await subscription.history({ limit: 10 })).publications.length}`);
const stats = await subscription.presenceStats();
console.log(`presence ${stats.numClients} ${stats.numUsers}`);
await client.rpc('nothing', encode({})).catch((error) => console.log(`rpc refused ${error.code}`));

const closed = client.newSubscription('closed:x');
const refused = next(closed, 'unsubscribed');
closed.subscribe();
console.log(`channel refused ${(await refused).code}`);

const disconnected = next(client, 'disconnected');
client.disconnect();
await disconnected;
await callApi('publish', { channel: CHANNEL, data: { n: 2 } });
publication = next(subscription, 'publication');
subscribed = next(subscription, 'subscribed');
client.connect();
console.log(`missed ${decode((await publication).data)}`);
console.log(`recovered ${(await subscribed).recovered}`);

const unsubscribed = next(subscription, 'unsubscribed');
await callApi('unsubscribe', { user: 'alice', channel: CHANNEL });
console.log(`unsubscribed ${(await unsubscribed).code}`);

const ended = next(client, 'disconnected');
await callApi('disconnect', { user: 'alice' });
console.log(`disconnected ${(await ended).code}`);
process.exit(0);
