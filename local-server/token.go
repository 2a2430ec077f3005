// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"math"
	"regexp"
	"slices"
	"strings"
	"time"
)

// errTokenInvalid becomes disconnect 3500, errTokenExpired error 109. Nothing
// else about a token ever leaves the server (Centrifugo does the same: details
// are only in its log).
var (
	errTokenInvalid = errors.New("invalid token")
	errTokenExpired = errors.New("token expired")
)

// tokenVerifier checks tokens against one shared key, and against an audience
// and an issuer where those are asked for.
type tokenVerifier struct {
	key      []byte
	audience claimCheck
	issuer   claimCheck
}

// newTokenVerifier takes a configuration that was validated.
func newTokenVerifier(c tokenConfig) tokenVerifier {
	return tokenVerifier{
		key:      []byte(c.HMACSecretKey),
		audience: claimCheck{c.Audience, regexp.MustCompile(c.AudienceRegex)},
		issuer:   claimCheck{c.Issuer, regexp.MustCompile(c.IssuerRegex)},
	}
}

// claimCheck is what a claim must be: a text, or a match of an expression. An
// empty one is not asked for.
type claimCheck struct {
	text       string
	expression *regexp.Regexp
}

func (c claimCheck) passes(values ...string) bool {
	if c.text == "" && c.expression.String() == "" {
		return true
	}
	return slices.ContainsFunc(values, func(value string) bool {
		return c.text != "" && value == c.text || c.text == "" && c.expression.MatchString(value)
	})
}

// registeredClaims are those that both kinds of token have. `sub` is a Go
// string, so that a JSON number in it makes the token invalid, as in
// Centrifugo. `jti` and `iat` are here for their types only.
type registeredClaims struct {
	Subject   string       `json:"sub"`
	Audience  audience     `json:"aud"`
	Issuer    string       `json:"iss"`
	ID        string       `json:"jti"`
	IssuedAt  *numericDate `json:"iat"`
	ExpiresAt *numericDate `json:"exp"`
	NotBefore *numericDate `json:"nbf"`
	ExpireAt  *int64       `json:"expire_at"`
}

// connectClaims are the claims of a connection token.
type connectClaims struct {
	registeredClaims
	Info     json.RawMessage            `json:"info"`
	B64Info  string                     `json:"b64info"`
	Channels []string                   `json:"channels"`
	Subs     map[string]subscribeClaims `json:"subs"`
	Meta     json.RawMessage            `json:"meta"` // for the server side only
	Channel  string                     `json:"channel"`
}

// subscribeClaims say how one subscription differs from its namespace: in a
// value of the `subs` claim, in a subscription token, in a call of `subscribe`.
type subscribeClaims struct {
	Info     json.RawMessage `json:"info"`
	B64Info  string          `json:"b64info"`
	Data     json.RawMessage `json:"data"`
	B64Data  string          `json:"b64data"`
	Override *struct {
		Presence           *boolValue `json:"presence"`
		JoinLeave          *boolValue `json:"join_leave"`
		ForcePushJoinLeave *boolValue `json:"force_push_join_leave"`
		ForceRecovery      *boolValue `json:"force_recovery"`
		ForcePositioning   *boolValue `json:"force_positioning"`
	} `json:"override"`
}

// subscriptionTokenClaims are the claims of a subscription token: the right of
// one user, or of one of the user's connections, to one channel.
type subscriptionTokenClaims struct {
	registeredClaims
	subscribeClaims
	Channel string `json:"channel"`
	Client  string `json:"client"`
}

type boolValue struct {
	Value bool `json:"value"`
}

// or is the overriding value where there is one.
func (b *boolValue) or(fallback bool) bool {
	if b == nil {
		return fallback
	}
	return b.Value
}

// audience is one text or several.
type audience []string

func (a *audience) UnmarshalJSON(data []byte) error {
	var values []*string // null is no text
	if len(data) == 0 || data[0] != '[' {
		data = slices.Concat([]byte{'['}, data, []byte{']'})
	}
	if err := json.Unmarshal(data, &values); err != nil {
		return err
	}
	*a = nil
	for _, value := range values {
		if value == nil {
			return errors.New("an audience must be a text")
		}
		*a = append(*a, *value)
	}
	return nil
}

// numericDate is the NumericDate of RFC 7519: seconds, with or without a
// fraction.
type numericDate struct{ time.Time }

func (d *numericDate) UnmarshalJSON(data []byte) error {
	var number json.Number
	if err := json.Unmarshal(data, &number); err != nil {
		return err
	}
	value, err := number.Float64()
	if err != nil {
		return err
	}
	seconds, fraction := math.Modf(value)
	d.Time = time.Unix(int64(seconds), int64(fraction*float64(time.Second)))
	return nil
}

// verifyConnect gives the claims of a valid token at the moment now.
func (v tokenVerifier) verifyConnect(token string, now time.Time) (connectClaims, error) {
	var claims connectClaims
	if err := v.decode(token, &claims); err != nil {
		return connectClaims{}, err
	}
	if err := v.checkClaims(claims.registeredClaims); err != nil {
		return connectClaims{}, err
	}
	if claims.Channel != "" {
		// Only a subscription token may name a channel.
		return connectClaims{}, fmt.Errorf("%w: a connection token must not have the channel claim", errTokenInvalid)
	}
	return claims, claims.checkTime(now)
}

// verifySubscribe gives the claims of a valid subscription token at the moment
// now. Whom and what it is for, the caller compares.
func (v tokenVerifier) verifySubscribe(token string, now time.Time) (subscriptionTokenClaims, error) {
	var claims subscriptionTokenClaims
	if err := v.decode(token, &claims); err != nil {
		return subscriptionTokenClaims{}, err
	}
	if err := v.checkClaims(claims.registeredClaims); err != nil {
		return subscriptionTokenClaims{}, err
	}
	if err := claims.checkTime(now); err != nil {
		return subscriptionTokenClaims{}, err
	}
	if claims.Channel == "" {
		return subscriptionTokenClaims{}, fmt.Errorf("%w: a subscription token must have the channel claim", errTokenInvalid)
	}
	return claims, nil
}

func (v tokenVerifier) checkClaims(claims registeredClaims) error {
	if !v.audience.passes(claims.Audience...) {
		return fmt.Errorf("%w: it is for another audience", errTokenInvalid)
	}
	if !v.issuer.passes(claims.Issuer) {
		return fmt.Errorf("%w: it is of another issuer", errTokenInvalid)
	}
	return nil
}

// decode checks the signature before it looks at anything in the token.
func (v tokenVerifier) decode(token string, claims any) error {
	payload, err := v.verifySignature(token)
	if err != nil {
		return fmt.Errorf("%w: %w", errTokenInvalid, err)
	}
	if err := json.Unmarshal(payload, claims); err != nil {
		return fmt.Errorf("%w: a claim has the wrong type", errTokenInvalid)
	}
	return nil
}

// checkTime: Centrifugo answers "token expired" to a token from the future too.
func (c registeredClaims) checkTime(now time.Time) error {
	if c.ExpiresAt != nil && !c.ExpiresAt.After(now) {
		return errTokenExpired
	}
	if c.NotBefore != nil && !c.NotBefore.Before(now) {
		return errTokenExpired
	}
	return nil
}

// verifySignature gives the decoded payload of a token that was signed with
// our key.
func (v tokenVerifier) verifySignature(token string) ([]byte, error) {
	signed, signature, found := cutLast(token, '.')
	header, payload, both := strings.Cut(signed, ".")
	if !found || !both {
		return nil, errors.New("not three parts")
	}
	encoding := base64.RawURLEncoding.Strict()
	headerJSON, err := encoding.DecodeString(header)
	if err != nil {
		return nil, errors.New("the header is not base64url")
	}
	var fields struct {
		Algorithm string `json:"alg"`
	}
	if err := json.Unmarshal(headerJSON, &fields); err != nil {
		return nil, errors.New("the header is not JSON")
	}
	newHash := hashFor(fields.Algorithm)
	if newHash == nil || len(v.key) == 0 {
		return nil, errors.New("the algorithm is not accepted")
	}
	given, err := encoding.DecodeString(signature)
	if err != nil {
		return nil, errors.New("the signature is not base64url")
	}
	mac := hmac.New(newHash, v.key)
	mac.Write([]byte(signed))
	if !hmac.Equal(mac.Sum(nil), given) {
		return nil, errors.New("the signature does not match")
	}
	return encoding.DecodeString(payload)
}

// hashFor knows the algorithms of a shared key; "none" is not one of them.
func hashFor(algorithm string) func() hash.Hash {
	switch algorithm {
	case "HS256":
		return sha256.New
	case "HS384":
		return sha512.New384
	case "HS512":
		return sha512.New
	}
	return nil
}

// expiry is when what the token allows ends, in Unix seconds, 0 for never:
// expire_at where it is given (0 there means never), else exp.
func (c registeredClaims) expiry() int64 {
	if c.ExpireAt != nil {
		return max(*c.ExpireAt, 0)
	}
	if c.ExpiresAt != nil {
		return c.ExpiresAt.Unix()
	}
	return 0
}

// bytesOf prefers the base64 form, which Centrifugo has for binary payloads.
func bytesOf(raw json.RawMessage, base64Text string) ([]byte, error) {
	if base64Text == "" {
		return raw, nil
	}
	return base64.StdEncoding.DecodeString(base64Text)
}

func cutLast(text string, separator byte) (before, after string, found bool) {
	i := strings.LastIndexByte(text, separator)
	if i < 0 {
		return text, "", false
	}
	return text[:i], text[i+1:], true
}
