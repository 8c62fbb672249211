// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
//
// What a server answers instead of an object, to the sentence that a person reads. The first two
// bytes are the code.
#include "fuzz/fuzz.h"

#include "kube/apiclient.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace plumb;
using namespace plumb::kube;

FUZZ_TARGET(status)
{
    static const QString kDoing = u"Applying Deployment shop/web"_s;
    static constexpr int kCodes[] = {0,   100, 200, 301, 307, 400, 401, 403, 404, 405, 406, 409,
                                     410, 413, 415, 422, 429, 500, 502, 503, 504, 599, 999};
    if (input.size() < 2)
        return;
    Response response;
    response.status = kCodes[size_t(input[0] & 0x7F) % std::size(kCodes)];
    response.retryAfterSeconds = input[1] == '-' ? -1 : input[1] * 1000;
    response.body = input.sliced(2);
    response.location = response.body.left(80);
    const Error error = errorOf(response, kDoing);
    ALWAYS(error.summary.startsWith(kDoing + u" failed: "_s));
    ALWAYS(error.summary.endsWith(u'.'));
    ALWAYS(error.summary.size() < 3000);
    for (const QChar each : error.summary)
        ALWAYS(each >= u' ' && each != QChar(0x7F) && each != QChar(0x202E));
    const QList<StatusCause> causes = causesOf(error);

    const QJsonObject status = QJsonDocument::fromJson(response.body).object();
    if (status[u"kind"_s].toString() != u"Status")
        return; // somebody's page
    const QJsonObject details = status[u"details"_s].toObject();
    ALWAYS(causes.size() <= details[u"causes"_s].toArray().size());
    if (details[u"kind"_s].toString() == u"secrets"
        && (response.status == 422 || response.status == 400 || response.status >= 500)) {
        for (const StatusCause& cause : causes)
            ALWAYS(cause.message.isEmpty());
    }
}
