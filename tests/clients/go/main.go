// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

// The official Go clients, of the client protocol and of the HTTP API, against a server: FORMAT. The server is in the
// environment. Prints what it saw, one fact a line, as run.py expects it of each client.
package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"time"

	"github.com/centrifugal/centrifuge-go"
	"github.com/centrifugal/gocent/v3"
)

const patience = 10 * time.Second

func await[T any](events chan T) T {
	select {
	case event := <-events:
		return event
	case <-time.After(patience):
		var none T
		log.Fatalf("no %T came", none)
		return none
	}
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func newClient() *centrifuge.Client {
	config := centrifuge.Config{Token: os.Getenv("TOKEN")}
	if os.Args[1] == "protobuf" {
		return centrifuge.NewProtobufClient(os.Getenv("WS_URL"), config)
	}
	return centrifuge.NewJsonClient(os.Getenv("WS_URL"), config)
}

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	api := gocent.New(gocent.Config{Addr: os.Getenv("API_URL"), Key: os.Getenv("API_KEY")})
	channel := os.Getenv("CHANNEL")
	client := newClient()
	connected := make(chan centrifuge.ConnectedEvent, 8)
	disconnected := make(chan centrifuge.DisconnectedEvent, 8)
	client.OnConnected(func(e centrifuge.ConnectedEvent) { connected <- e })
	client.OnDisconnected(func(e centrifuge.DisconnectedEvent) { disconnected <- e })
	subscription, err := client.NewSubscription(channel)
	check(err)
	subscribed := make(chan centrifuge.SubscribedEvent, 8)
	unsubscribed := make(chan centrifuge.UnsubscribedEvent, 8)
	publications := make(chan centrifuge.PublicationEvent, 8)
	subscription.OnSubscribed(func(e centrifuge.SubscribedEvent) { subscribed <- e })
	subscription.OnUnsubscribed(func(e centrifuge.UnsubscribedEvent) { unsubscribed <- e })
	subscription.OnPublication(func(e centrifuge.PublicationEvent) { publications <- e })
	check(subscription.Subscribe())
	check(client.Connect())
	await(connected)
	fmt.Println("connected")
	where := await(subscribed)
	fmt.Printf("subscribed recoverable %t positioned %t\n", where.Recoverable, where.Positioned)

	_, err = subscription.Publish(ctx, []byte(`{"n":1}`))
	check(err)
	publication := await(publications)
	fmt.Printf("publication %s of %s\n", publication.Data, publication.Info.User)
	history, err := subscription.History(ctx, centrifuge.WithHistoryLimit(10))
	check(err)
	fmt.Println("history", len(history.Publications))
	stats, err := subscription.PresenceStats(ctx)
	check(err)
	fmt.Println("presence", stats.NumClients, stats.NumUsers)
	var refusal *centrifuge.Error
	if _, err = client.RPC(ctx, "nothing", []byte(`{}`)); errors.As(err, &refusal) {
		fmt.Println("rpc refused", refusal.Code)
	}

	closed, err := client.NewSubscription("closed:x")
	check(err)
	refused := make(chan centrifuge.UnsubscribedEvent, 8)
	closed.OnUnsubscribed(func(e centrifuge.UnsubscribedEvent) { refused <- e })
	check(closed.Subscribe())
	fmt.Println("channel refused", await(refused).Code)

	check(client.Disconnect())
	await(disconnected)
	_, err = api.Publish(ctx, channel, []byte(`{"n":2}`))
	check(err)
	checkAPI(ctx, api, channel)
	check(client.Connect())
	fmt.Printf("missed %s\n", await(publications).Data)
	fmt.Println("recovered", await(subscribed).Recovered)

	check(api.Unsubscribe(ctx, channel, "alice"))
	fmt.Println("unsubscribed", await(unsubscribed).Code)
	check(api.Disconnect(ctx, "alice"))
	fmt.Println("disconnected", await(disconnected).Code)
}

// checkAPI calls the methods that the other clients don't.
func checkAPI(ctx context.Context, api *gocent.Client, channel string) {
	history, err := api.History(ctx, channel, gocent.WithLimit(gocent.NoLimit))
	check(err)
	if len(history.Publications) != 2 {
		log.Fatalf("history by the API: %+v", history)
	}
	_, err = api.PresenceStats(ctx, channel)
	check(err)
	_, err = api.Channels(ctx)
	check(err)
	info, err := api.Info(ctx)
	check(err)
	if len(info.Nodes) != 1 {
		log.Fatalf("info by the API: %+v", info)
	}
	pipe := api.Pipe()
	check(pipe.AddPublish("nowhere:x", []byte(`1`)))
	check(pipe.AddPublish("news", []byte(`1`)))
	replies, err := api.SendPipe(ctx, pipe)
	check(err)
	if len(replies) != 2 || replies[0].Error == nil || replies[0].Error.Code != 102 || replies[1].Error != nil {
		log.Fatalf("two commands by the API: %+v", replies)
	}
}
