// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/detect.h"
#include "models/rowmodel.h"

namespace plumb::ui {

struct ProposalRow
{
    QString heading; //!< not empty: a heading
    std::optional<engine::Proposal> proposal;
    std::optional<engine::LeftOut> leftOut;
    bool isChosen = false;
};

//! What was detected: the proposals, each with a check box unless the workspace has it, and under a
//! heading of their own the folders that were left out.
class ProposalModel : public RowModel<ProposalRow>
{
    Q_OBJECT
public:
    using RowModel::RowModel;
    //! Chosen at first is what is simply proposed; nothing doubtful is.
    void setDetection(const engine::Detection& detection);
    const engine::Proposal* proposal(const QModelIndex& index) const;
    const engine::LeftOut* leftOut(const QModelIndex& index) const;
    void pick(bool all); //!< all that is simply proposed, or none
    QList<workspace::Application> chosen() const;

    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

Q_SIGNALS:
    void choiceChanged();
};

//! "3 of 4 objects, 1 with differences"; without a cluster "4 objects".
QString objectsText(const engine::Proposal& proposal);
//! "prod/checkout": the root has no name of its own.
QString folderText(const QString& path);

} // namespace plumb::ui
