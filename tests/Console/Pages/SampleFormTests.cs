using System.Collections.Immutable;
using System.Text.Json.Nodes;
using BackupConsole.Components.Forms;
using BackupConsole.Components.Forms.Targets;
using BackupConsole.KubeStash;
using BackupConsole.KubeStash.Manifests;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Pages.BackupConfigurations;
using BackupConsole.Pages.BackupSessions;
using BackupConsole.Pages.BackupStorages;
using BackupConsole.Pages.BackupVerificationSessions;
using BackupConsole.Pages.BackupVerifiers;
using BackupConsole.Pages.Repositories;
using BackupConsole.Pages.RestoreSessions;
using BackupConsole.Pages.RetentionPolicies;
using BackupConsole.Testing;
using BackupConsole.Testing.ComponentHost;
using Microsoft.AspNetCore.Components;

namespace BackupConsole.Tests.Pages;

/// <summary>Objects as people and clusters have them, seen through the form of their kind: the form changes what somebody changes in it, and nothing else.</summary>
/// <param name="kind">The kind.</param>
/// <param name="samples">How many samples there are at least.</param>
public abstract class SampleFormTest<TPage>(ResourceKind kind, int samples) : CreatePageTest<TPage>(kind)
    where TPage : IComponent
{
    private const int FewestFields = 4;
    private readonly ResourceKind kind = kind;
    private RenderedComponent? opened;

    [Fact]
    public async Task Every_sample_is_the_same_in_the_form_and_on_each_way_through_text()
    {
        foreach ((string name, JsonObject sample) in Samples())
        {
            ManifestForm form = await OpenOverAsync(sample);

            Assert.True(form.Manifest.Root.ToJsonString() == sample.ToJsonString(), $"{name} became {form.Manifest.Root.ToJsonString()}");
            SampleTextTests.AssertSame(name, form.Manifest);
        }
    }

    [Fact]
    public async Task A_field_of_a_sample_that_is_set_changes_only_itself_and_nothing_once_it_is_set_back()
    {
        foreach ((string name, JsonObject sample) in Samples())
        {
            ManifestForm form = await OpenOverAsync(sample);
            await opened!.InvokeAsync(() =>
            {
                ManifestField[] fields = [.. opened.FindComponents<ManifestField>().DistinctBy(field => field.Path)];
                Assert.True(fields.Length >= FewestFields, $"{name} has {fields.Length} fields.");
                foreach (ManifestField field in fields)
                {
                    SetAndSetBack(form, field, sample, $"{field.Label} ({field.Path}) of {name}");
                }

                foreach (KeyValueEditor editor in opened.FindComponents<KeyValueEditor>())
                {
                    AddAndRemove(form, editor.Path, sample, $"{editor.Title} of {name}");
                }

                return Task.CompletedTask;
            });
        }
    }

    private static void SetAndSetBack(ManifestForm form, ManifestField field, JsonObject sample, string what)
    {
        string before = field.Value;
        string changed = Another(field, before);
        field.Write(changed);

        Assert.Equal(changed, field.Value);
        AssertOnly(field.Places, form, sample, what);
        field.Write(before);

        AssertUnchanged(form, sample, what);
    }

    private static void AddAndRemove(ManifestForm form, ManifestPath path, JsonObject sample, string what)
    {
        KeyValueRows rows = form.Rows(path);
        KeyValueRow row = rows.Add();
        row.Key = "added.example.com/key";
        row.Value = "value";
        form.WriteRows(path, rows);

        AssertOnly([path], form, sample, what);
        rows.Remove(row);
        form.WriteRows(path, rows);

        AssertUnchanged(form, sample, what);
    }

    private static void AssertOnly(IEnumerable<ManifestPath> places, ManifestForm form, JsonObject sample, string what)
    {
        ImmutableArray<ManifestDifference> changes = ManifestDiff.Compare(new Manifest(sample), form.Manifest);
        Assert.True(changes.Length > 0, $"{what} is set and changed nothing.");

        // A value may bring the parents it needs, then the outermost of those is what is new; and a map changes by what it holds.
        Assert.All(changes, change => Assert.True(
            places.Any(place => change.Path.StartsWith(place) || (place.StartsWith(change.Path) && change.Change != ManifestChange.Changed)), $"{what} changed {change.Path}, too."));
    }

    // Values and digits; the order of fields of an object means nothing.
    private static void AssertUnchanged(ManifestForm form, JsonObject sample, string what) =>
        Assert.True(JsonNode.DeepEquals(form.Manifest.Root, sample), $"{what} is set back: {string.Join(", ", ManifestDiff.Compare(new Manifest(sample), form.Manifest).Select(change => $"{change.Path} {change.Change}"))}");

    private static string Another(ManifestField field, string value) => field switch
    {
        NumberField => value == "7" ? "8" : "7",
        SwitchField => value.Length == 0 ? "true" : "",
        ReferenceField => "elsewhere/changed",
        ApiGroupField => "changed.example.com",
        YamlMapField => "changed: \"yes\"\n",
        LinesField => "first\nsecond",
        _ => "changed",
    };

    private (string Name, JsonObject Sample)[] Samples()
    {
        Assert.SkipUnless(SharedFiles.ArePresent, SharedFiles.Missing);
        (string, JsonObject)[] found = [.. SampleTextTests.All().Where(sample => sample.Manifest.Kind == kind.Kind && sample.Manifest.ApiVersion == kind.ApiVersion).Select(sample => (sample.Name, sample.Manifest.Root))];
        Assert.True(found.Length >= samples, $"Only {found.Length} samples of {kind.Kind} were found.");
        return found;
    }

    private async Task<ManifestForm> OpenOverAsync(JsonObject sample)
    {
        string id = $"sample{Guid.NewGuid():N}"[..20];
        Tab.Kept.Clear();
        Tab.Kept[$"dev/{kind.Id}/{id}"] = new JsonObject { ["manifest"] = sample.ToJsonString() }.ToJsonString();
        if (opened is null)
        {
            opened = await OpenAsync($"?draft={id}");
        }
        else
        {
            await GoAsync(opened, $"{Base}?draft={id}");
        }

        ManifestForm? form = null;
        await opened.WaitForStateAsync(() => opened.FindAll("#fieldmetadata-namespace").Count == 1, Cancel);
        await opened.InvokeAsync(() =>
        {
            form = opened.FindComponents<ManifestField>()[0].Form;
            return Task.CompletedTask;
        });
        return form!;
    }
}

public sealed class BackupConfigurationSampleTests() : SampleFormTest<CreateBackupConfigurationPage>(KubeStashKinds.BackupConfiguration, 35);

public sealed class BackupSessionSampleTests() : SampleFormTest<CreateBackupSessionPage>(KubeStashKinds.BackupSession, 10);

public sealed class BackupStorageSampleTests() : SampleFormTest<CreateBackupStoragePage>(KubeStashKinds.BackupStorage, 15);

public sealed class BackupVerificationSessionSampleTests() : SampleFormTest<CreateBackupVerificationSessionPage>(KubeStashKinds.BackupVerificationSession, 5);

public sealed class BackupVerifierSampleTests() : SampleFormTest<CreateBackupVerifierPage>(KubeStashKinds.BackupVerifier, 4);

public sealed class RepositorySampleTests() : SampleFormTest<CreateRepositoryPage>(KubeStashKinds.Repository, 4);

public sealed class RestoreSessionSampleTests() : SampleFormTest<CreateRestoreSessionPage>(KubeStashKinds.RestoreSession, 30);

public sealed class RetentionPolicySampleTests() : SampleFormTest<CreateRetentionPolicyPage>(KubeStashKinds.RetentionPolicy, 3);
