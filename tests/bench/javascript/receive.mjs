// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// The official JavaScript client against the replay server: FORMAT URL COUNT. Prints the CPU time a publication, in ns.
import WebSocket from 'ws';

const [format, url, count] = process.argv.slice(2);
const { Centrifuge } = await import(format === 'protobuf' ? 'centrifuge/build/protobuf' : 'centrifuge');

const client = new Centrifuge(url, { websocket: WebSocket, token: 'token' });
const subscription = client.newSubscription('bench');
let received = 0;
let start;

subscription.on('subscribed', () => {
    start = process.cpuUsage();
});
subscription.on('publication', () => {
    received += 1;
    if (received === Number(count)) {
        const { user, system } = process.cpuUsage(start);
        console.log((((user + system) * 1000) / received).toFixed(1));
        process.exit(0);
    }
});
subscription.subscribe();
client.connect();
