// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
//
// The head of an HTTP answer, line by line.
#include "fuzz/fuzz.h"

#include "kube/httphead_p.h"

using namespace plumb;

FUZZ_TARGET(httphead)
{
    constexpr qint64 kLimit = 1 << 12;
    kube::HttpHead head;
    qint64 fed = 0;
    for (qsizetype at = 0; at < input.size();) {
        const auto newline = input.indexOf('\n', at);
        const auto end = newline < 0 ? input.size() : newline + 1;
        fed += end - at;
        const bool isTaken = head.feed(QByteArrayView(input).sliced(at, end - at), kLimit);
        ALWAYS(isTaken == (fed <= kLimit));
        at = end;
    }
    ALWAYS(!head.isComplete() || head.status() >= 200);
    ALWAYS(head.status() <= 999);
    ALWAYS(head.contentLength() >= -1);
    ALWAYS(head.retryAfter() >= -1);
    (void)head.isFramed();
    for (const QString& warning : head.warnings())
        ALWAYS(warning.size() <= input.size());
}
