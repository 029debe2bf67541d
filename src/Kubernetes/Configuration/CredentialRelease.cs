using System.Security.Cryptography.X509Certificates;

namespace BackupConsole.Kubernetes.Configuration;

/// <summary>
/// Releases the key and certificates of a credential. Only for the current one when its source ends: one that was superseded may still
/// serve open connections, and is left to the garbage collector.
/// </summary>
internal static class CredentialRelease
{
    public static void Dispose(Credential? credential)
    {
        credential?.ClientCertificate?.Dispose();
        foreach (X509Certificate2 intermediate in credential?.Intermediates ?? [])
        {
            intermediate.Dispose();
        }
    }
}
