// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "objects/fieldpath.h"

#include <QJsonObject>
#include <QRandomGenerator>

#include <optional>

namespace plumb::test {

//! One change of one field, of Git's side or of the live one.
struct Edit
{
    QString path;
    QJsonValue value; //!< Undefined: the field is taken out
    bool isNothing = false; //!< another spelling of what is there
};

//! An object of Git with the way on which it was applied.
struct Thing
{
    enum class Route { Plumbline, Kubectl };
    QString file, kind, name;
    QJsonObject desired;
    Route route = Route::Plumbline;
};

//! The objects of one application: every kind that people write into Git, in turn, with names,
//! sizes and spellings drawn from a seed.
QList<Thing> makeCity(const QString& ns, int count, QRandomGenerator& random);
//! The kind whose lists the program knows no rules for.
QJsonObject widgetDefinition();
//! "/apis/apps/v1/namespaces/shop/deployments/web"
QString urlOf(const QJsonObject& object);

//! An edit that the API server takes for this object; `serial` makes its value new.
Edit drawEdit(const QJsonObject& object, int serial, QRandomGenerator& random);
//! A change that a developer makes in Git: no field that may never change.
Edit drawGitEdit(const QJsonObject& object, int serial, QRandomGenerator& random);
//! The object with the edit; what lies on the way is made.
QJsonObject edited(const QJsonObject& object, const Edit& edit);
//! RFC 7386: what leads from one to the other.
QJsonObject mergePatch(const QJsonObject& from, const QJsonObject& to);

} // namespace plumb::test
