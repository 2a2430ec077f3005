// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"strings"
	"testing"
	"time"
)

// mintClaims signs a payload that need not be an object.
func mintClaims(payload string) string {
	encode := base64.RawURLEncoding.EncodeToString
	signed := encode([]byte(`{"alg":"HS256"}`)) + "." + encode([]byte(payload))
	mac := hmac.New(sha256.New, []byte(testSecret))
	mac.Write([]byte(signed))
	return signed + "." + encode(mac.Sum(nil))
}

// The example of RFC 7515, appendix A.1: a foreign token, so that signing and
// verifying cannot be wrong in the same way.
func TestVerifiesTheExampleOfRFC7515(t *testing.T) {
	key, err := base64.RawURLEncoding.DecodeString("AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow")
	if err != nil {
		t.Fatal(err)
	}
	token := "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9." +
		"eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ." +
		"dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
	claims, err := newTokenVerifier(tokenConfig{HMACSecretKey: string(key)}).verifyConnect(token, time.Unix(1300819379, 0))
	if err != nil || claims.Issuer != "joe" || claims.expiry() != 1300819380 {
		t.Fatalf("%+v %v", claims, err)
	}
	if _, err := newTokenVerifier(tokenConfig{HMACSecretKey: string(key)}).verifyConnect(token, time.Unix(1300819380, 0)); err != errTokenExpired {
		t.Fatalf("at exp: %v", err)
	}
}

func TestEveryChangedByteBreaksTheSignature(t *testing.T) {
	verifier := newTokenVerifier(tokenConfig{HMACSecretKey: testSecret})
	token := mint(fields{"sub": "42"})
	if _, err := verifier.verifyConnect(token, time.Now()); err != nil {
		t.Fatal(err)
	}
	for i := range token {
		if token[i] == '.' {
			continue
		}
		replacement := "A"
		if token[i] == 'A' {
			replacement = "B"
		}
		changed := token[:i] + replacement + token[i+1:]
		if _, err := verifier.verifyConnect(changed, time.Now()); err == nil {
			t.Fatalf("accepted with byte %d changed", i)
		}
	}
}

func TestErrorsNeverRepeatTheToken(t *testing.T) {
	_, err := newTokenVerifier(tokenConfig{HMACSecretKey: testSecret}).verifyConnect(mint(fields{"sub": 4242424242}), time.Now())
	if err == nil || strings.Contains(err.Error(), "4242") {
		t.Fatal(err)
	}
}
