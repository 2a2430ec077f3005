// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/jsonscanner.h"

using Centrifuge::findJsonFault;
using Centrifuge::isJson;
using Centrifuge::JsonFault;
using Centrifuge::trimmedJson;
