// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "manifest/manifest.h"
#include "yaml/parse.h"

#include <QHash>

namespace plumb::manifest {

//! Collects what several sources hold: objects, problems, and two of the same name.
class Collector
{
public:
    explicit Collector(QString ns = {})
        : m_ns(std::move(ns))
    {
    }
    //! `withLines` false: the text was made by a renderer, its lines mean nothing to the user.
    void add(const QByteArray& bytes, const QString& file, const yaml::Budget& budget,
             bool withLines);
    void problem(const QString& file, const yaml::Mark& where, const QString& message);
    Desired take(const QString& renderer);

private:
    void addDocument(const yaml::Node& root, const QString& file, bool withLines);
    void addObject(const yaml::Node& node, QJsonObject json, const QString& file, bool withLines);
    bool addList(const yaml::Node& root, const QString& file, bool withLines);

    QString m_ns;
    Desired m_desired;
    QHash<objects::ResourceKey, Place> m_seen;
    int m_listDepth = 0;
};

//! kustomize, or kubectl in its place.
struct Tool
{
    QString path; //!< of the program itself, links resolved
    bool isKubectl = false;
    QString name() const { return isKubectl ? u"kubectl kustomize"_s : u"kustomize"_s; }
};
//! The first one in a PATH; NotFound says where it is to be had.
Result<Tool> findTool(const QString& path);
//! Asks it, in the jail.
Result<QString> versionOf(const Tool& tool, CommandRunner& runner, std::stop_token stop);

Result<Desired> renderFolder(const RenderRequest& request, std::stop_token stop);
Result<Desired> renderKustomize(const RenderRequest& request, CommandRunner& runner,
                                std::stop_token stop);

//! "a/b" without "." and doubled slashes; "" is the root.
QString normalised(const QString& path);
//! The folder part of a path, "" for the root.
QString folderOf(const QString& path);

} // namespace plumb::manifest
