using BackupConsole.Kubernetes.Workloads;

namespace BackupConsole.Components.Forms;

/// <summary>Which Secrets a namespace has: names, and names of what they hold. Values are never asked for.</summary>
public static class SecretQuestions
{
    /// <summary>Questions by namespace, for as long as a form is open.</summary>
    public static AskedOnce<IReadOnlyList<SecretRow>> Of(CreateContext context, Followed follow)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(follow);
        return follow.Questions<IReadOnlyList<SecretRow>>(
            context, async (ns, token) => [.. (await context.Session.ListAsync(SecretRow.Reader, ns, FieldChoices.Maximum, token)).OrderBy(row => row.Name, StringComparer.Ordinal)]);
    }
}
