// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kube/apiclient.h"

namespace plumb::kube {

//! Waits for the answer. A read or a dry run that was lost with its connection is sent once more: a
//! server that is busy closes connections that it has just taken. A write never is. Blocks.
inline Result<Response> answerTo(ApiClient& client, const Request& request,
                                 const Future<Response>& first, const std::stop_token& stop)
{
    auto response = await(first);
    const bool isLost = !response && response.error().kind == Error::Kind::Unreachable
                        && request.effect != Request::Effect::Write && !stop.stop_requested();
    return isLost ? await(client.send(request, stop)) : response;
}

inline Result<Response> answerTo(ApiClient& client, const Request& request,
                                 const std::stop_token& stop)
{
    return answerTo(client, request, client.send(request, stop), stop);
}

} // namespace plumb::kube
