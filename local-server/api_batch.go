// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

package main

import (
	"encoding/json"
	"net/http"
	"sync"
)

// batchConcurrency limits what one parallel batch may do at a time.
const batchConcurrency = 64

// batchCommand holds the parameters of its method undecoded.
type batchCommand struct {
	Publish           json.RawMessage `json:"publish"`
	Broadcast         json.RawMessage `json:"broadcast"`
	Subscribe         json.RawMessage `json:"subscribe"`
	Unsubscribe       json.RawMessage `json:"unsubscribe"`
	Disconnect        json.RawMessage `json:"disconnect"`
	History           json.RawMessage `json:"history"`
	HistoryRemove     json.RawMessage `json:"history_remove"`
	Presence          json.RawMessage `json:"presence"`
	PresenceStats     json.RawMessage `json:"presence_stats"`
	Info              json.RawMessage `json:"info"`
	RPC               json.RawMessage `json:"rpc"`
	Refresh           json.RawMessage `json:"refresh"`
	Channels          json.RawMessage `json:"channels"`
	MapPublish        json.RawMessage `json:"map_publish"`
	MapRemove         json.RawMessage `json:"map_remove"`
	MapReadState      json.RawMessage `json:"map_read_state"`
	MapReadStream     json.RawMessage `json:"map_read_stream"`
	MapStats          json.RawMessage `json:"map_stats"`
	MapClear          json.RawMessage `json:"map_clear"`
	SharedPollPublish json.RawMessage `json:"shared_poll_publish"`
}

// parameters are those of each of api.methods, in their order.
func (c *batchCommand) parameters() []json.RawMessage {
	return []json.RawMessage{
		c.Publish, c.Broadcast, c.Subscribe, c.Unsubscribe, c.Disconnect,
		c.History, c.HistoryRemove, c.Presence, c.PresenceStats, c.Info,
		c.RPC, c.Refresh, c.Channels,
		c.MapPublish, c.MapRemove, c.MapReadState, c.MapReadStream, c.MapStats, c.MapClear,
		c.SharedPollPublish,
	}
}

type batchParameters struct {
	Commands []*batchCommand `json:"commands"`
	Parallel bool            `json:"parallel"`
}

// serveBatch answers {"replies":[…]} without the "result" around it, and {} to a
// batch without commands. All commands are decoded before the first one runs.
func (a api) serveBatch(w http.ResponseWriter, r *http.Request) {
	body, ok := readBody(w, r)
	if !ok {
		return
	}
	var parameters batchParameters
	calls, err := []call(nil), json.Unmarshal(body, &parameters)
	if err == nil {
		calls, err = a.decodeBatch(parameters.Commands)
	}
	if err != nil {
		writeBadRequest(w)
		return
	}
	if len(calls) == 0 {
		writeJSON(w, http.StatusOK, emptyResult)
		return
	}
	replies := make([]json.RawMessage, len(calls))
	runAll(calls, parameters.Parallel, replies)
	writeJSON(w, http.StatusOK, object("replies", array(replies)))
}

// decodeBatch makes calls whose results are whole replies.
func (a api) decodeBatch(commands []*batchCommand) ([]call, error) {
	calls := make([]call, len(commands))
	for i, command := range commands {
		var err error
		if calls[i], err = a.decodeBatchCommand(command); err != nil {
			return nil, err
		}
	}
	return calls, nil
}

// decodeBatchCommand takes the first method that a command names, but each that
// it names must be as it should.
func (a api) decodeBatchCommand(command *batchCommand) (call, error) {
	if command == nil {
		return refuse(apiErrorBadRequest), nil
	}
	result := refuse(apiErrorNotFound)
	found := false
	for i, parameters := range command.parameters() {
		if len(parameters) == 0 || string(parameters) == "null" {
			continue
		}
		method := a.methods()[i]
		run, err := method.run(parameters)
		if err != nil {
			return nil, err
		}
		if !found {
			result, found = func() ([]byte, *apiError) {
				result, failure := run()
				return object(method.name, result), failure
			}, true
		}
	}
	return result, nil
}

func refuse(failure *apiError) call {
	return func() ([]byte, *apiError) { return nil, failure }
}

func runAll(calls []call, parallel bool, replies []json.RawMessage) {
	reply := func(i int) {
		result, failure := calls[i]()
		if failure != nil {
			result = object("error", mustMarshal(failure))
		}
		replies[i] = result
	}
	limit := make(chan struct{}, batchConcurrency)
	var running sync.WaitGroup
	for i := range calls {
		if !parallel {
			reply(i)
			continue
		}
		limit <- struct{}{}
		running.Go(func() {
			reply(i)
			<-limit
		})
	}
	running.Wait()
}
