// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/codec/codec.h"

namespace Centrifuge {

/** Makes whole publications of patches: keeps the text of the last one of a subscription. */
class DeltaDecoder
{
public:
    /** For a new subscription, whose first publication comes whole. */
    void begin(bool isGranted, WireFormat wireFormat, qsizetype maxSize);
    bool isActive() const { return m_isActive; }

    /** Replaces the data by the whole text. After a failure nothing can be restored any more. */
    Outcome restore(Publication &publication);
    /** All in order; from the first that fails on they are taken out. */
    Outcome restore(std::vector<Publication> &publications);

private:
    bool m_isActive = false;
    WireFormat m_wireFormat = WireFormat::Protobuf;
    qsizetype m_maxSize = 0;
    QByteArray m_base;
};

} // namespace Centrifuge
