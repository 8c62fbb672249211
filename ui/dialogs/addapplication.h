// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "services.h"

#include <QDialog>

class QComboBox;
class QLineEdit;
class QPushButton;

namespace plumb::ui {

class Label;

//! Joins a folder of a repository with a cluster. Nothing is contacted: folders come from the
//! mirror, contexts from the kubeconfig.
class AddApplicationDialog : public QDialog
{
    Q_OBJECT
public:
    AddApplicationDialog(const Services& services, const QStringList& repositories,
                         const QString& repository, QWidget* parent = nullptr);
    workspace::Application application() const;
    //! Why it cannot be added yet; empty: it can.
    QString problem() const;

Q_SIGNALS:
    void added(const QString& name);

private:
    void loadFolders();
    void refresh();
    void accept() override;
    const Services& m_services;
    QComboBox* m_repository;
    QComboBox* m_folder;
    QLineEdit* m_name;
    QLineEdit* m_revision;
    QComboBox* m_context;
    QLineEdit* m_namespace;
    QComboBox* m_renderer;
    Label* m_folderHint;
    Label* m_error;
    QPushButton* m_add;
    QString m_suggested;
};

} // namespace plumb::ui
