// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QWidget>

namespace Portlight::App
{

class Session;

/// A page of the window. It reads nothing while it is hidden.
class Page : public QWidget
{
    Q_OBJECT

public:
    Page(Session &session, const QString &title, QWidget *parent = nullptr)
        : QWidget(parent)
        , m_session(session)
        , m_title(title)
    {
        setAccessibleName(title);
    }

    QString title() const
    {
        return m_title;
    }
    virtual void refresh() = 0;
    /// Ctrl+F; false when there is nothing to search.
    virtual bool focusSearch()
    {
        return false;
    }

Q_SIGNALS:
    void troubleshootRequested();
    void practiceRequested();

protected:
    Session &session() const
    {
        return m_session;
    }

private:
    Session &m_session;
    QString m_title;
};

} // namespace Portlight::App
