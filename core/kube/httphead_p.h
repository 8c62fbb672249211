// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QDateTime>
#include <QStringList>

namespace plumb::kube {

//! The head of an answer, fed line by line. libcurl reports a reply that ends inside its head as a
//! success, so that we must see the empty line behind it ourselves. // reliability F2
class HttpHead
{
public:
    //! One line with its line end. False: the head is too large.
    bool feed(QByteArrayView line, qint64 limit);

    bool isComplete() const { return m_complete; }
    //! The head tells where the body ends, so that a cut is noticed.
    bool isFramed() const;
    //! Why an answer with this head cannot be believed, whatever its status; empty: it can. libcurl
    //! takes the last of two lengths, and a status line of almost any form. // reliability F2
    QString flaw() const;
    int status() const { return m_status; }
    qint64 contentLength() const { return m_contentLength; }
    const QByteArray& contentType() const { return m_contentType; }
    const QByteArray& location() const { return m_location; }
    const QStringList& warnings() const { return m_warnings; }
    QDateTime date() const;
    //! Seconds, from a number or a date; -1: none or nonsense. // W-07
    int retryAfter() const;

private:
    void header(const QByteArray& name, const QByteArray& value);

    int m_status = 0;
    bool m_complete = false, m_chunked = false, m_isOddStatusLine = false, m_hasTwoLengths = false;
    qint64 m_contentLength = -1, m_bytes = 0;
    QByteArray m_contentType, m_date, m_retryAfter, m_location, m_encoding;
    QStringList m_warnings;
};

//! The texts of a Warning header: `299 - "unknown field \"spec.x\"", 299 - "..."`.
QStringList warningTexts(const QByteArray& value);

} // namespace plumb::kube
