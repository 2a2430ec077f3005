# SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
# SPDX-License-Identifier: MIT
"""The official Python client against a server: FOLDER FORMAT. FOLDER has its packages; the server is in the environment.
Prints what it saw, one fact a line, as run.py expects it of each client."""

import asyncio
import json
import os
import sys
import urllib.request

FOLDER, FORMAT = sys.argv[1:]
sys.path.insert(0, FOLDER)

import centrifuge  # noqa: E402

CHANNEL = os.environ["CHANNEL"]
IS_BINARY = FORMAT == "protobuf"


def encode(value):
    return json.dumps(value, separators=(",", ":")).encode() if IS_BINARY else value


def decode(data):
    return data.decode() if IS_BINARY else json.dumps(data, separators=(",", ":"))


async def call_api(method, parameters):
    body = json.dumps({"method": method, "params": parameters}, separators=(",", ":")).encode()
    request = urllib.request.Request(os.environ["API_URL"], body, {"X-API-Key": os.environ["API_KEY"]})
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    answer = await asyncio.to_thread(lambda: json.load(opener.open(request)))
    if "error" in answer:
        raise RuntimeError(f"{method}: {answer['error']['message']}")


class Events:
    """What came of each kind, in order."""

    def __init__(self):
        self.queues = {}

    def queue(self, kind):
        return self.queues.setdefault(kind, asyncio.Queue())

    async def put(self, kind, context):
        await self.queue(kind).put(context)

    async def next(self, kind):
        return await asyncio.wait_for(self.queue(kind).get(), 10)


class OfClient(centrifuge.ClientEventHandler):
    def __init__(self, events):
        self.events = events

    async def on_connected(self, context):
        await self.events.put("connected", context)

    async def on_disconnected(self, context):
        await self.events.put("disconnected", context)


class OfSubscription(centrifuge.SubscriptionEventHandler):
    def __init__(self, events):
        self.events = events

    async def on_subscribed(self, context):
        await self.events.put("subscribed", context)

    async def on_unsubscribed(self, context):
        await self.events.put("unsubscribed", context)

    async def on_publication(self, context):
        await self.events.put("publication", context)


async def main():
    events, refused = Events(), Events()
    client = centrifuge.Client(
        os.environ["WS_URL"], events=OfClient(events), token=os.environ["TOKEN"], use_protobuf=IS_BINARY)
    subscription = client.new_subscription(CHANNEL, events=OfSubscription(events))
    await client.connect()
    await subscription.subscribe()
    await events.next("connected")
    print("connected")
    context = await events.next("subscribed")
    print(f"subscribed recoverable {str(context.recoverable).lower()} positioned {str(context.positioned).lower()}")

    await subscription.publish(encode({"n": 1}))
    publication = (await events.next("publication")).pub
    print(f"publication {decode(publication.data)} of {publication.info.user}")
    print(f"history {len((await subscription.history(limit=10)).publications)}")
    stats = await subscription.presence_stats()
    print(f"presence {stats.num_clients} {stats.num_users}")
    try:
        await client.rpc("nothing", encode({}))
    except centrifuge.ReplyError as error:
        print(f"rpc refused {error.code}")

    closed = client.new_subscription("closed:x", events=OfSubscription(refused))
    await closed.subscribe()
    print(f"channel refused {(await refused.next('unsubscribed')).code}")

    await client.disconnect()
    await events.next("disconnected")
    await call_api("publish", {"channel": CHANNEL, "data": {"n": 2}})
    await client.connect()
    print(f"missed {decode((await events.next('publication')).pub.data)}")
    print(f"recovered {str((await events.next('subscribed')).recovered).lower()}")

    await call_api("unsubscribe", {"user": "alice", "channel": CHANNEL})
    print(f"unsubscribed {(await events.next('unsubscribed')).code}")
    await call_api("disconnect", {"user": "alice"})
    print(f"disconnected {(await events.next('disconnected')).code}")


asyncio.run(main())
