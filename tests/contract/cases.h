// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/apisession.h"

#include <QJsonArray>
#include <QMap>
#include <QStringList>

#include <functional>

// The contract between the sandbox and a real API server, as text. A file of cases/ holds
//
//   DEF name text        a text that $name stands for, up to the end of the file
//   == a title           begins a case; $N is a name of its own, $NS the namespace of the run
//   VERB path [type] {}  a request; VERB is GET, POST, PUT, PATCH or DELETE, type of PATCH is
//   apply,
//                        merge, json or strategic; ' stands for ", cm/x for the path of ConfigMap x
//   LET name = a.b       keeps a member of the last answer
//   SAME a.b = text      says that a member of the last answer is this text
//   WATCH n path         the first n events of a watch
//   UNTIL code GET path  the request again and again until it is answered so
//   COMPACT text         the history before this version is forgotten
//   FILE {}              a file with this content, called $FILE from here on
//   KUBECTL arguments    what kubectl says and how it ends; only where there is a kubectl
namespace plumb::test {

struct ContractCase
{
    QString file, title, id; //!< id: what $N becomes
    QStringList steps; //!< with macros replaced
};

//! All cases below a folder, in the order of files and lines.
QList<ContractCase> readCases(const QString& folder);

//! One server under the contract.
struct ContractServer
{
    ApiSession* api = nullptr;
    QString ns;
    std::function<void(const QString& revision)> compact;
    QString kubectl, kubeconfig; //!< the program and its file; empty: no KUBECTL steps
};

//! Plays a case and returns what was answered, step by step, masked: of uid, resourceVersion, times
//! and addresses only that they are there; nothing of what controllers added on their own.
QJsonArray played(const ContractCase& which, const ContractServer& server);

//! The first difference of two answers in words, or empty.
QString difference(const QJsonValue& expected, const QJsonValue& actual, const QString& path = {});

} // namespace plumb::test
