// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/utf8.h"

using Centrifuge::isUtf8;
using Centrifuge::utf8Character;
using Centrifuge::utf8Length;
