// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#include "dialogs/addapplication.h"

#include "actions/registry.h"
#include "base/text.h"
#include "views/firstrun/firstrunpage.h"
#include "widgets/label.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

namespace plumb::ui {

AddApplicationDialog::AddApplicationDialog(const Services& services,
                                           const QStringList& repositories,
                                           const QString& repository, QWidget* parent)
    : QDialog(parent)
    , m_services(services)
    , m_repository(new QComboBox)
    , m_folder(new QComboBox)
    , m_name(new QLineEdit)
    , m_revision(new QLineEdit)
    , m_context(new QComboBox)
    , m_namespace(new QLineEdit)
    , m_renderer(new QComboBox)
    , m_folderHint(new Label({}, LabelStyle::Small))
    , m_error(new Label({}, LabelStyle::Muted))
    , m_add(new QPushButton(tr("Add application")))
{
    setWindowTitle(tr("Add application"));
    setAccessibleName(windowTitle());
    setMinimumWidth(520);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(12);
    column->addWidget(new Label(tr("Add application"), LabelStyle::Title));
    auto* intro = new Label(tr("One folder of a repository, delivered to one cluster. It is "
                               "written to your workspace file; nothing is contacted yet."),
                            LabelStyle::Muted);
    intro->setWordWrap(true);
    column->addWidget(intro);
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(9);
    form->setLabelAlignment(Qt::AlignLeft);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    const auto add = [form](const QString& name, QWidget* field) {
        field->setAccessibleName(name);
        form->addRow(new Label(name, LabelStyle::Muted), field);
    };
    m_repository->addItems(repositories);
    m_repository->setEditable(true);
    m_repository->setInsertPolicy(QComboBox::NoInsert);
    m_repository->lineEdit()->setPlaceholderText(tr("name, path or URL"));
    m_repository->lineEdit()->setAccessibleName(tr("Repository"));
    m_repository->setCurrentText(repository.isEmpty() ? repositories.value(0) : repository);
    m_folder->setEditable(true);
    m_folder->setInsertPolicy(QComboBox::NoInsert);
    m_folder->lineEdit()->setPlaceholderText(tr("folder with manifests or a kustomization"));
    m_folder->lineEdit()->setAccessibleName(tr("Folder"));
    m_revision->setPlaceholderText(tr("the repository's branch"));
    m_namespace->setPlaceholderText(tr("for objects that name none"));
    m_context->addItems(m_services.contextNames());
    for (auto* combo : {m_repository, m_folder, m_context})
        combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_renderer->addItem(tr("Find out"), int(workspace::Renderer::Auto));
    m_renderer->addItem(tr("Plain folder"), int(workspace::Renderer::Folder));
    m_renderer->addItem(tr("Kustomize"), int(workspace::Renderer::Kustomize));
    add(tr("Repository"), m_repository);
    add(tr("Folder"), m_folder);
    form->addRow(new Label, m_folderHint);
    add(tr("Name"), m_name);
    add(tr("Revision"), m_revision);
    add(tr("Context"), m_context);
    add(tr("Namespace"), m_namespace);
    add(tr("Rendered as"), m_renderer);
    column->addLayout(form);
    m_error->setWordWrap(true);
    column->addWidget(m_error);
    column->addStretch(1);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    auto* cancel = new QPushButton(tr("Cancel"));
    m_add->setProperty("primary", true);
    m_add->setDefault(true);
    buttons->addWidget(cancel);
    buttons->addWidget(m_add);
    column->addLayout(buttons);

    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_add, &QPushButton::clicked, this, &AddApplicationDialog::accept);
    connect(m_repository, &QComboBox::currentTextChanged, this, &AddApplicationDialog::loadFolders);
    connect(m_folder, &QComboBox::currentTextChanged, this, [this](const QString& folder) {
        const auto last = folder.section(u'/', -1);
        if (m_name->text() == m_suggested) {
            m_suggested = last;
            m_name->setText(last);
        }
        refresh();
    });
    for (auto* field : {m_name, m_revision, m_namespace})
        connect(field, &QLineEdit::textChanged, this, &AddApplicationDialog::refresh);
    connect(m_context, &QComboBox::currentTextChanged, this, &AddApplicationDialog::refresh);
    loadFolders();
    refresh();
}

void AddApplicationDialog::loadFolders()
{
    const auto repository = m_repository->currentText();
    if (m_repository->findText(repository) < 0) {
        m_folderHint->setText(
            tr("The folders are listed once the repository is part of the workspace."));
        refresh();
        return;
    }
    m_folderHint->setText(tr("Looking for folders with manifests…"));
    observe(m_services.manifestFolders(repository), this,
            [this, repository](const Result<QStringList>& folders) {
                if (repository != m_repository->currentText())
                    return;
                if (!folders) {
                    m_folderHint->setText(folders.error().summary);
                    return;
                }
                const auto typed = m_folder->currentText();
                m_folder->clear();
                m_folder->addItems(*folders);
                if (!typed.isEmpty())
                    m_folder->setCurrentText(typed);
                m_folderHint->setText(tr("%n folder(s) with manifests or a kustomization", nullptr,
                                         int(folders->size())));
                refresh();
            });
    refresh();
}

workspace::Application AddApplicationDialog::application() const
{
    workspace::Application application;
    application.name = m_name->text().trimmed();
    application.repository = m_repository->currentText().trimmed();
    application.path = m_folder->currentText().trimmed();
    application.revision = m_revision->text().trimmed();
    application.context = m_context->currentText();
    application.ns = m_namespace->text().trimmed();
    application.renderer = workspace::Renderer(m_renderer->currentData().toInt());
    return application;
}

QString AddApplicationDialog::problem() const
{
    const auto wanted = application();
    if (wanted.repository.isEmpty())
        return tr("Choose a repository.");
    if (wanted.name.isEmpty())
        return tr("Give the application a name.");
    if (wanted.context.isEmpty())
        return tr("Choose a context; without a kubeconfig there is none.");
    return {};
}

void AddApplicationDialog::refresh()
{
    explain(m_add, problem(), tr("Writes the application to the workspace file."));
    m_error->setText(problem());
}

void AddApplicationDialog::accept()
{
    if (!problem().isEmpty())
        return;
    auto wanted = application();
    std::optional<workspace::Repository> repository;
    if (m_repository->findText(wanted.repository) < 0) {
        repository.emplace();
        repository->location = wanted.repository;
        repository->name = wanted.repository = nameFor(wanted.repository);
    }
    explain(m_add, tr("The workspace is being written."));
    observe(m_services.addApplication(wanted, repository), this,
            [this, name = wanted.name](const Result<Unit>& result) {
                refresh();
                if (!result) {
                    m_error->setText(result.error().summary);
                    return;
                }
                Q_EMIT added(name);
                QDialog::accept();
            });
}

} // namespace plumb::ui
