// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/fakeserver.h"

namespace plumb::test {

//! Its manager owns an annotation that is gone, so that only a dry run is certain of what an apply
//! would do.
inline QByteArray theLiveMap()
{
    return "{\"kind\":\"ConfigMap\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"web\","
           "\"namespace\":\"x\",\"uid\":\"u1\",\"resourceVersion\":\"7\",\"creationTimestamp\":"
           "\"2026-01-01T00:00:00Z\",\"managedFields\":[{\"manager\":\"plumbline\",\"operation\":"
           "\"Apply\",\"apiVersion\":\"v1\",\"time\":\"2026-01-01T00:00:00Z\",\"fieldsType\":"
           "\"FieldsV1\",\"fieldsV1\":{\"f:data\":{\"f:greeting\":{}},\"f:metadata\":"
           "{\"f:annotations\":{\"f:note\":{}}}}}]},\"data\":{\"greeting\":\"hello\"}}";
}

//! The least an API server must say for an application of one ConfigMap, x/web, to be Synced.
inline void answerAsCluster(Peer& peer, const Received& request)
{
    const QByteArray discovery =
        "Content-Type: application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList\r\n";
    const auto groups = [](const QByteArray& items) {
        return "{\"kind\":\"APIGroupDiscoveryList\",\"apiVersion\":\"apidiscovery.k8s.io/v2\","
               "\"metadata\":{},\"items\":["
               + items + "]}";
    };
    const QByteArray path = request.target.split('?').constFirst();
    if (path == "/api")
        return peer.answer(
            200,
            groups(
                "{\"metadata\":{},\"versions\":[{\"version\":\"v1\",\"freshness\":\"Current\","
                "\"resources\":[{\"resource\":\"configmaps\",\"responseKind\":{\"group\":\"\","
                "\"version\":\"\",\"kind\":\"ConfigMap\"},\"scope\":\"Namespaced\","
                "\"singularResource\":\"configmap\",\"verbs\":[\"get\",\"list\",\"patch\"]}]}]}"),
            discovery);
    if (path == "/apis")
        return peer.answer(200, groups({}), discovery);
    if (path == "/api/v1/namespaces/kube-system")
        return peer.answer(200, "{\"kind\":\"Namespace\",\"apiVersion\":\"v1\",\"metadata\":"
                                "{\"name\":\"kube-system\",\"uid\":\"one-map\"}}");
    if (path == "/api/v1/namespaces/x/configmaps/web")
        return peer.answer(200, theLiveMap());
    peer.answer(404, "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\","
                     "\"reason\":\"NotFound\",\"code\":404,\"message\":\"no such path\"}");
}

//! What Git holds of that application.
inline QByteArray theOneMap()
{
    return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\ndata: {greeting: hello}\n";
}

} // namespace plumb::test
