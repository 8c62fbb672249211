// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "git/names_p.h"

#include "base/result.h"

#include <QStringDecoder>

namespace plumb::git {

namespace {

constexpr qsizetype kLongestName = 255; // NAME_MAX: nothing longer can be a file here

// ".git" as some file system reads it: HFS+ drops invisible characters, NTFS trailing dots, spaces,
// streams, and knows the short name git~1.
bool isDotGit(const QString& name)
{
    QString seen;
    for (const QChar c : name) {
        const bool isInvisible = c.category() == QChar::Other_Format;
        if (!isInvisible)
            seen += c.toLower();
    }
    seen = seen.section(u':', 0, 0);
    while (seen.endsWith(u'.') || seen.endsWith(u' '))
        seen.chop(1);
    return seen == u".git"_s || seen == u"git~1"_s;
}

} // namespace

QString unsafeNameReason(const QByteArray& name)
{
    if (name.isEmpty() || name == "." || name == "..")
        return u"the name leads out of its folder"_s;
    if (name.contains('/') || name.contains('\0'))
        return u"the name holds a slash"_s;
    if (name.size() > kLongestName)
        return u"the name has %1 bytes, the limit is %2"_s.arg(name.size()).arg(kLongestName);
    QStringDecoder utf8(QStringDecoder::Utf8);
    const QString text = utf8(name);
    if (utf8.hasError())
        return u"the name is not UTF-8"_s;
    if (isDotGit(text))
        return u"the name means Git's own folder"_s;
    for (const QChar c : text) {
        if (c.category() == QChar::Other_Control)
            return u"the name holds a control character"_s;
        const char16_t code = c.unicode();
        if ((code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069)
            || code == 0x200e || code == 0x200f)
            return u"the name holds a character that turns text around"_s;
    }
    return {};
}

} // namespace plumb::git
