// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "yaml/node.h"

#include <QByteArray>

#include <stop_token>

namespace plumb::yaml {

//! Limits of one source. The defaults are those of manifests. // docs/adr/0005
struct Budget
{
    qint64 bytes = 10LL << 20;
    qint64 documentBytes = 4LL << 20;
    int documents = 5000;
    int depth = 64;
    int aliases = 10'000;
    qint64 nodes = 200'000;
};

struct Document
{
    std::shared_ptr<const Node> root; //!< null for an empty document
    Mark begin;
};

//! What a source holds. A document with a problem is left out; the others are still there, unless
//! the source cannot be read on behind the problem.
struct Parsed
{
    QList<Document> documents;
    QList<Problem> problems;
    //! Documents that were left out for what single values of them hold (Node::isBroken); the rest
    //! of such a document can be trusted. Never for what is sent to a cluster.
    QList<Document> broken;
};

//! Reads a manifest as kubectl and kustomize do (YAML 1.1 scalars of Go's sigs.k8s.io/yaml; JSON is
//! YAML). libyaml's events. Rejects duplicate keys, cycles, bad UTF-8 and whatever is over budget.
//! Pure and thread-safe; never hangs.
Parsed parseManifest(const QByteArray& bytes, const Budget& budget = {});

//! Reads a file that is ours or the user's own (workspace, kubeconfig). yaml-cpp's events, the same
//! strictness.
Parsed parseConfig(const QByteArray& bytes, const Budget& budget = {});

//! One document per value, separated by `---`, as block YAML with sorted keys; yaml-cpp's emitter.
//! Strings that another reader could take for something else are quoted.
QByteArray emitYaml(const QList<QJsonValue>& documents);

} // namespace plumb::yaml
