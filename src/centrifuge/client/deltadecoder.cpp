// SPDX-FileCopyrightText: 2026 The Realtime Monitor authors
// SPDX-License-Identifier: MIT

#include "centrifuge/client/deltadecoder.h"

#include "centrifuge/codec/fossildelta.h"
#include "text/jsontext.h"

#include <QCoreApplication>

namespace Centrifuge {

namespace {

/** On the JSON wire it is a JSON string where delta was granted. */
Result<QByteArray> textOf(const QByteArray &data, WireFormat wireFormat)
{
    if (wireFormat != WireFormat::Json) {
        return data;
    }
    auto text = Text::fromJsonString(data);
    if (!text) {
        return Error{ErrorLayer::Protocol, 0,
                     QCoreApplication::translate("JsonText", "This is no JSON string."), false};
    }
    return *std::move(text);
}

} // namespace

void DeltaDecoder::begin(bool isGranted, WireFormat wireFormat, qsizetype maxSize)
{
    m_isActive = isGranted;
    m_wireFormat = wireFormat;
    m_maxSize = maxSize;
    m_base.clear();
}

Outcome DeltaDecoder::restore(Publication &publication)
{
    Result<QByteArray> text = textOf(publication.data, m_wireFormat);
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
