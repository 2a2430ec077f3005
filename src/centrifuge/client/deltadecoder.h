// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#pragma once

#include "centrifuge/codec/codec.h"

namespace Centrifuge {

/** Makes whole publications of patches: keeps the data of the last publication. */
class DeltaDecoder
{
public:
    /** To be called for each new subscription; its first publication is whole. */
    void begin(bool isGranted, WireFormat wireFormat, qsizetype maxSize);
    bool isActive() const { return m_isActive; }

    /** Replaces the patch by the whole data. After a failure nothing can be restored any more. */
    Outcome restore(Publication &publication);
    /** All of them in order; removes the first that fails and those behind it. */
    Outcome restore(std::vector<Publication> &publications);

private:
    bool m_isActive = false;
    WireFormat m_wireFormat = WireFormat::Protobuf;
    qsizetype m_maxSize = 0;
    QByteArray m_base;
};

} // namespace Centrifuge
