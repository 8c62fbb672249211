// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "git/types.h"

#include "base/text.h"

namespace plumb::git {

QString ObjectId::toHex() const
{
    return QString::fromLatin1(QByteArray::fromRawData(reinterpret_cast<const char*>(bytes.data()),
                                                       qsizetype(bytes.size()))
                                   .toHex());
}

bool ObjectId::startsWith(const QByteArray& digits) const
{
    return digits.size() <= qsizetype(bytes.size()) * 2
           && QByteArray::fromRawData(reinterpret_cast<const char*>(bytes.data()),
                                      (digits.size() + 1) / 2)
                  .toHex()
                  .startsWith(digits);
}

Result<ObjectId> ObjectId::fromHex(const QString& hex)
{
    const auto invalid = [&] {
        return failure(
            Error::Kind::Invalid,
            u"“%1” is not the full name of a commit or object: 40 hexadecimal digits are "
            u"expected."_s.arg(printable(hex, 80)));
    };
    if (hex.size() != 40)
        return invalid();
    ObjectId id;
    for (size_t i = 0; i < id.bytes.size(); ++i) {
        const auto digit = [&](qsizetype at) -> int {
            const char16_t c = hex[at].unicode();
            if (c >= u'0' && c <= u'9')
                return c - u'0';
            if (c >= u'a' && c <= u'f')
                return c - u'a' + 10;
            if (c >= u'A' && c <= u'F')
                return c - u'A' + 10;
            return -1;
        };
        const int high = digit(qsizetype(i) * 2);
        const int low = digit(qsizetype(i) * 2 + 1);
        if (high < 0 || low < 0)
            return invalid();
        id.bytes[i] = static_cast<unsigned char>(high * 16 + low);
    }
    return id;
}

} // namespace plumb::git
