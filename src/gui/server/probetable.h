// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QString>

class ProbeMatrix;
class QTableWidget;
class Theme;

/** Shows a matrix in a table, one row for each node that is published at; cells that exist stay,
 * and with them the selection. */
void showProbes(QTableWidget &table, const ProbeMatrix &matrix, const Theme &theme);
