// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/client/deltadecoder.h"

#include "centrifuge/codec/fossildelta.h"
#include "centrifuge/jsontext.h"

namespace Centrifuge {

void DeltaDecoder::begin(bool isGranted, WireFormat wireFormat, qsizetype maxSize)
{
    m_isActive = isGranted;
    m_wireFormat = wireFormat;
    m_maxSize = maxSize;
    m_base.clear();
}

Outcome DeltaDecoder::restore(Publication &publication)
{
    Result<QByteArray> text = m_wireFormat == WireFormat::Json ? fromJsonString(publication.data)
                                                               : Result(publication.data);
    if (text && publication.delta) {
        text = applyFossilDelta(m_base, text.value(), m_maxSize);
    }
    if (!text) {
        m_base.clear();
        return text.error();
    }
    publication.data = text.takeValue();
    publication.delta = false;
    m_base = publication.data;
    return success();
}

Outcome DeltaDecoder::restore(std::vector<Publication> &publications)
{
    for (auto publication = publications.begin(); publication != publications.end();
         ++publication) {
        Outcome outcome = restore(*publication);
        if (!outcome) {
            publications.erase(publication, publications.end());
            return outcome;
        }
    }
    return success();
}

} // namespace Centrifuge
