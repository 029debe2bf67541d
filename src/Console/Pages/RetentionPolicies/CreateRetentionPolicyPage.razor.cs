using BackupConsole.Components.Forms;
using BackupConsole.KubeStash.Storage;
using BackupConsole.Kubernetes.Informers;
using BackupConsole.Pages.Sources;
using static BackupConsole.Pages.RetentionPolicies.RetentionPolicyManifest;

namespace BackupConsole.Pages.RetentionPolicies;

/// <summary>The form of a RetentionPolicy, which says in words what the numbers keep.</summary>
public sealed partial class CreateRetentionPolicyPage
{
    private LiveRows<RetentionPolicyRow>? policies;

    private IReadOnlyList<FormProblem> Warnings
    {
        get
        {
            List<FormProblem> warnings = [];
            if (Context is not null && RulesOf(Context.Form).Contradiction is { } contradiction)
            {
                warnings.Add(new FormProblem(Period, contradiction));
            }

            if (Context is not null && Context.Form.Text(Default) == "true" && policies?.View.Rows.FirstOrDefault(row => row.IsDefault) is { } other)
            {
                warnings.Add(new FormProblem(Default, $"{other.Name} is the default of this namespace already, and there can be one. KubeStash will refuse this."));
            }

            return warnings;
        }
    }

    /// <inheritdoc />
    protected override void BeginFollowing(CreateContext opened, Followed follow) => policies = follow.Rows(KindSources.RetentionPolicies);

    /// <inheritdoc />
    protected override Task LookAsync()
    {
        StateHasChanged();
        return policies!.LookAsync(Context!.Session, Valid(Chosen(RetentionPolicyManifest.Namespace)), StoreSchema<RetentionPolicyRow>.ByKey);
    }
}
