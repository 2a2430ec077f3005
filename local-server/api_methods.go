// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

package main

import (
	"encoding/json"
	"errors"
	"time"

	"github.com/centrifugal/centrifuge"
	"github.com/centrifugal/protocol"
)

// emptyResult says "accepted", not "had an effect": Centrifugo answers it for
// an unknown user too.
var emptyResult = []byte("{}")

// encoder is the engine's own: it writes payloads as they are and leaves out
// the same zero fields as the real server.
var encoder = protocol.NewJSONResultEncoder()

// optionsOf are the options of a channel that a request must name.
func (a api) optionsOf(channel string) (channelOptions, *apiError) {
	if channel == "" {
		return channelOptions{}, apiErrorBadRequest
	}
	options, known := a.rules.options(channel)
	if !known {
		return channelOptions{}, apiErrorUnknownChannel
	}
	return options, nil
}

func (a api) internal(method string, err error) *apiError {
	a.log.Error("API call failed", "method", method, "error", err)
	return apiErrorInternal
}

// publicationParameters are those that publish and broadcast have in common.
type publicationParameters struct {
	Data           json.RawMessage   `json:"data"`
	B64Data        string            `json:"b64data"`
	SkipHistory    bool              `json:"skip_history"`
	Tags           map[string]string `json:"tags"`
	IdempotencyKey string            `json:"idempotency_key"`
	Delta          bool              `json:"delta"`
	Version        uint64            `json:"version"`
	VersionEpoch   string            `json:"version_epoch"`
}

// payload is what to publish.
func (p publicationParameters) payload() ([]byte, *apiError) {
	data, err := bytesOf(p.Data, p.B64Data)
	if err != nil {
		return nil, apiErrorBadRequest
	}
	return data, nil
}

type publishParameters struct {
	Channel string `json:"channel"`
	publicationParameters
}

// publish needs a payload, be it null; whether there is one is asked last.
func (a api) publish(p publishParameters) ([]byte, *apiError) {
	data, failure := p.payload()
	if failure != nil {
		return nil, failure
	}
	options, failure := a.optionsOf(p.Channel)
	if failure != nil {
		return nil, failure
	}
	if len(data) == 0 {
		return nil, apiErrorBadRequest
	}
	if p.SkipHistory {
		options.HistorySize, options.HistoryTTL = 0, 0
	}
	result, err := a.node.Publish(p.Channel, data,
		centrifuge.WithHistory(options.HistorySize, time.Duration(options.HistoryTTL)),
		centrifuge.WithTags(p.Tags),
		centrifuge.WithIdempotencyKey(p.IdempotencyKey),
		centrifuge.WithDelta(p.Delta || options.DeltaPublish),
		centrifuge.WithVersion(p.Version, p.VersionEpoch))
	if err != nil {
		return nil, a.internal("publish", err)
	}
	return mustMarshal(struct {
		Offset uint64 `json:"offset,omitempty"`
		Epoch  string `json:"epoch,omitempty"`
	}{result.Offset, result.Epoch}), nil
}

type broadcastParameters struct {
	Channels []string `json:"channels"`
	publicationParameters
}

// broadcast publishes to each channel. A channel that cannot be published to
// fails alone, in its own response, also for want of a payload.
func (a api) broadcast(p broadcastParameters) ([]byte, *apiError) {
	if len(p.Channels) == 0 {
		return nil, apiErrorBadRequest
	}
	if _, failure := p.payload(); failure != nil {
		return nil, failure
	}
	calls := make([]call, len(p.Channels))
	for i, channel := range p.Channels {
		calls[i] = func() ([]byte, *apiError) {
			result, failure := a.publish(publishParameters{channel, p.publicationParameters})
			return object("result", result), failure
		}
	}
	responses := make([]json.RawMessage, len(calls))
	runAll(calls, true, responses)
	return object("responses", array(responses)), nil
}

type channelParameters struct {
	Channel string `json:"channel"`
}

func (a api) presence(p channelParameters) ([]byte, *apiError) {
	options, failure := a.optionsOf(p.Channel)
	if failure != nil {
		return nil, failure
	}
	if !options.Presence {
		return nil, apiErrorNotAvailable
	}
	result, err := a.node.Presence(p.Channel)
	if err != nil {
		return nil, a.internal("presence", err)
	}
	presence := make(map[string]*protocol.ClientInfo, len(result.Presence))
	for id, info := range result.Presence {
		presence[id] = protocolInfo(info)
	}
	return encoded(encoder.EncodePresenceResult(&protocol.PresenceResult{Presence: presence}))
}

func (a api) presenceStats(p channelParameters) ([]byte, *apiError) {
	options, failure := a.optionsOf(p.Channel)
	if failure != nil {
		return nil, failure
	}
	if !options.Presence {
		return nil, apiErrorNotAvailable
	}
	stats, err := a.node.PresenceStats(p.Channel)
	if err != nil {
		return nil, a.internal("presence_stats", err)
	}
	return mustMarshal(struct {
		NumClients int `json:"num_clients"`
		NumUsers   int `json:"num_users"`
	}{stats.NumClients, stats.NumUsers}), nil
}

type historyParameters struct {
	Channel string `json:"channel"`
	Limit   int32  `json:"limit"` // 0: only the position; below 0: all
	Since   *struct {
		Offset uint64 `json:"offset"`
		Epoch  string `json:"epoch"`
	} `json:"since"`
	Reverse bool `json:"reverse"`
}

func (a api) history(p historyParameters) ([]byte, *apiError) {
	options, failure := a.optionsOf(p.Channel)
	if failure != nil {
		return nil, failure
	}
	if !options.hasHistory() {
		return nil, apiErrorNotAvailable
	}
	filter := centrifuge.HistoryFilter{Limit: int(p.Limit), Reverse: p.Reverse}
	if p.Since != nil {
		filter.Since = &centrifuge.StreamPosition{Offset: p.Since.Offset, Epoch: p.Since.Epoch}
	}
	result, err := a.node.History(p.Channel, centrifuge.WithHistoryFilter(filter))
	if errors.Is(err, centrifuge.ErrorUnrecoverablePosition) {
		return nil, apiErrorUnrecoverable
	}
	if err != nil {
		return nil, a.internal("history", err)
	}
	publications := make([]*protocol.Publication, len(result.Publications))
	for i, publication := range result.Publications {
		publications[i] = &protocol.Publication{
			Data:   publication.Data,
			Info:   protocolInfo(publication.Info),
			Offset: publication.Offset,
			Tags:   publication.Tags,
		}
	}
	return encoded(encoder.EncodeHistoryResult(&protocol.HistoryResult{
		Publications: publications,
		Epoch:        result.Epoch,
		Offset:       result.Offset,
	}))
}

// historyRemove forgets the publications; the position stays.
func (a api) historyRemove(p channelParameters) ([]byte, *apiError) {
	options, failure := a.optionsOf(p.Channel)
	if failure != nil {
		return nil, failure
	}
	if !options.hasHistory() {
		return nil, apiErrorNotAvailable
	}
	if err := a.node.RemoveHistory(p.Channel); err != nil {
		return nil, a.internal("history_remove", err)
	}
	return emptyResult, nil
}

type keyParameters struct {
	Channel string `json:"channel"`
	Key     string `json:"key"`
}

func (a api) keyNotForStreams(p keyParameters) ([]byte, *apiError) {
	if p.Key == "" {
		return nil, apiErrorBadRequest
	}
	return a.notForStreams(channelParameters{p.Channel})
}

type sharedPollParameters struct {
	keyParameters
	Version uint64 `json:"version"`
}

func (a api) sharedPollNotForStreams(p sharedPollParameters) ([]byte, *apiError) {
	if p.Version == 0 {
		return nil, apiErrorBadRequest
	}
	return a.keyNotForStreams(p.keyParameters)
}

// notForStreams is what the methods for map and shared-poll channels answer
// where no channel is one.
func (a api) notForStreams(p channelParameters) ([]byte, *apiError) {
	if _, failure := a.optionsOf(p.Channel); failure != nil {
		return nil, failure
	}
	return nil, apiErrorBadRequest
}

func protocolInfo(info *centrifuge.ClientInfo) *protocol.ClientInfo {
	if info == nil {
		return nil
	}
	return &protocol.ClientInfo{
		User: info.UserID, Client: info.ClientID,
		ConnInfo: info.ConnInfo, ChanInfo: info.ChanInfo,
	}
}

func encoded(result []byte, err error) ([]byte, *apiError) {
	if err != nil {
		return nil, apiErrorInternal
	}
	return result, nil
}
