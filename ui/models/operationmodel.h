// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/commands.h"
#include "models/rowmodel.h"

namespace plumb::ui {

struct OperationRow
{
    QString heading; //!< not empty: a heading
    std::optional<plan::Operation> operation; //!< of a heading: none
    bool isChosen = false;
    std::optional<plan::Step> step;
};

//! The changes of a plan in the order in which they are applied, deletions under a heading of their
//! own, each with a check box.
class OperationModel : public RowModel<OperationRow>
{
    Q_OBJECT
public:
    using RowModel::RowModel;
    //! Keeps what was unchecked before, object by object.
    void setPlan(const plan::Plan& plan);
    void setReport(const plan::Report& report);
    void setEditable(bool editable);
    const plan::Operation* operation(const QModelIndex& index) const;

    enum class Pick { All, OutOfSync, None };
    void pick(Pick what);
    int chosenCount() const;
    int changeCount() const; //!< operations that are not Unchanged
    int unchangedCount() const { return m_unchanged; }
    QList<objects::ResourceKey> chosenKeys() const;

    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

Q_SIGNALS:
    void choiceChanged();

private:
    void allChanged();
    int m_unchanged = 0;
    bool m_editable = true;
};

//! What a reviewer must read before approving one operation: overwritten manual changes, foreign
//! owners, refusals, warnings of the server. Pure.
QStringList concernsOf(const plan::Operation& operation, const QDateTime& now);
engine::ObjectState asObject(const plan::Operation& operation);

} // namespace plumb::ui
