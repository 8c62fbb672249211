// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "git/looseobject_p.h"

#include <QCryptographicHash>
#include <QFile>

#include <zlib.h>

namespace plumb::git {

namespace {

constexpr qsizetype kPiece = 64 << 10;

//! Inflates a file piece by piece, in constant memory whatever it claims to be.
class Inflater
{
public:
    explicit Inflater(QFile& file)
        : m_file(file)
    {
        m_isReady = inflateInit(&m_stream) == Z_OK;
    }
    ~Inflater()
    {
        if (m_isReady)
            inflateEnd(&m_stream);
    }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;

    //! The next piece; empty at the end, or when it is damaged.
    QByteArray next()
    {
        QByteArray piece(kPiece, Qt::Uninitialized);
        m_stream.next_out = reinterpret_cast<Bytef*>(piece.data());
        m_stream.avail_out = uInt(piece.size());
        while (m_isReady && !m_isEnd && m_stream.avail_out > 0) {
            if (m_stream.avail_in == 0) {
                m_input = m_file.read(kPiece);
                m_stream.next_in = reinterpret_cast<Bytef*>(m_input.data());
                m_stream.avail_in = uInt(m_input.size());
                if (m_input.isEmpty())
                    break; // cut off
            }
            const int code = inflate(&m_stream, Z_NO_FLUSH);
            m_isEnd = code == Z_STREAM_END;
            if (code != Z_OK && !m_isEnd)
                return {};
        }
        piece.truncate(piece.size() - qsizetype(m_stream.avail_out));
        return piece;
    }
    bool isWhole() const { return m_isEnd && m_stream.avail_in == 0 && m_file.atEnd(); }

private:
    QFile& m_file;
    QByteArray m_input;
    z_stream m_stream{};
    bool m_isReady = false, m_isEnd = false;
};

// "blob 12\0": the length of the header, and what it says the content's is; -1: it is none.
qsizetype headerOf(const QByteArray& piece, qint64& size)
{
    const qsizetype end = piece.left(32).indexOf('\0');
    const QList<QByteArray> words = piece.left(std::max<qsizetype>(end, 0)).split(' ');
    static const QList<QByteArray> kTypes{"commit", "tree", "blob", "tag"};
    bool isNumber = false;
    size = words.value(1).toLongLong(&isNumber);
    return words.size() == 2 && kTypes.contains(words[0]) && isNumber && size >= 0 ? end + 1 : -1;
}

} // namespace

QString damageOfLooseObject(const QString& path, const ObjectId& id)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return u"cannot be read"_s;
    Inflater inflater(file);
    QByteArray piece = inflater.next();
    qint64 size = 0;
    const qsizetype header = headerOf(piece, size);
    if (header < 0)
        return u"has no valid header"_s;
    QCryptographicHash hash(QCryptographicHash::Sha1);
    qint64 content = -header;
    for (; !piece.isEmpty(); piece = inflater.next()) {
        content += piece.size();
        if (content > size)
            return u"is longer than it says"_s;
        hash.addData(piece);
    }
    if (content < size || !inflater.isWhole())
        return u"is cut off or damaged"_s;
    if (hash.result() != QByteArrayView(id.bytes.data(), qsizetype(id.bytes.size())))
        return u"holds something else than its name says"_s;
    return {};
}

} // namespace plumb::git
